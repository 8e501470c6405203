import { parseArgs } from "node:util";
import { PLANS, type PlanId } from "#lib/contract/plans.ts";

const PLAN_IDS = Object.keys(PLANS) as PlanId[];
const CHOICES = [...PLAN_IDS, "none"];
export const WORKSPACE_USAGE = [
  "npm run workspace -- create NAME",
  "npm run workspace -- list",
  `npm run workspace -- plan NAME ${CHOICES.join("|")}`,
].join("\n       ");
const NAME_RULE = /^[^\p{Cc}]{1,100}$/u;

export type WorkspaceArguments =
  | { verb: "list" }
  | { verb: "create"; name: string }
  | { verb: "plan"; name: string; plan: PlanId | null };

function readName(name: string | undefined): string {
  if (name && NAME_RULE.test(name) && name.trim() === name) return name;
  const problem = name === undefined ? "is missing" : "cannot be used";
  throw new Error(`NAME ${problem}; it must have 1 to 100 characters, without spaces around it.`);
}

function readPlan(given: string | undefined): PlanId | null {
  if (given === "none") return null;
  const plan = PLAN_IDS.find((id) => id === given);
  if (plan) return plan;
  throw new Error(
    `The plan ${given ? `is ${given}` : "is missing"}; it must be one of ${CHOICES.join(", ")}.`,
  );
}

/** What `npm run workspace` is asked for; throws words for what it cannot do. */
export function readWorkspaceArguments(args: string[]): WorkspaceArguments {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [verb, name, plan] = positionals;
  if (verb === "list" && positionals.length === 1) return { verb };
  if (verb === "create" && positionals.length <= 2) return { verb, name: readName(name) };
  if (verb === "plan" && positionals.length <= 3) {
    return { verb, name: readName(name), plan: readPlan(plan) };
  }
  throw new Error("Say what to do: create NAME, list, or plan NAME PLAN.");
}
