import { findPlan, PLANS, type PlanId } from "#lib/contract/plans.ts";
import { createWorkspace, listWorkspaces } from "../access/workspaces.ts";
import { changePlan } from "../credits/change-plan.ts";
import { readTerms } from "../credits/terms.ts";
import type { Database } from "../db/database.ts";
import { StartupError } from "../startup-error.ts";
import { requireWorkspace } from "./read-values.ts";
import { withOptions } from "./with-database.ts";
import {
  readWorkspaceArguments,
  WORKSPACE_USAGE,
  type WorkspaceArguments,
} from "./workspace-arguments.ts";

async function create(db: Database, name: string): Promise<string> {
  const made = await createWorkspace(db, name);
  if (!made) throw new StartupError(`There is a workspace named ${name} already.`);
  return `The workspace ${name} is there, without a plan and without credits:\n${made.id}\n`;
}

async function list(db: Database): Promise<string> {
  const workspaces = await listWorkspaces(db);
  const lines = workspaces.map(({ name, plan, planRenewsAt }) => {
    const title = findPlan(plan)?.title;
    const next = planRenewsAt ? `, next credits ${planRenewsAt.toISOString().slice(0, 10)}` : "";
    return `${name}  (${title ? `plan ${title}${next}` : "no plan"})\n`;
  });
  return lines.join("") || "There is no workspace yet: npm start makes the first.\n";
}

async function change(db: Database, asked: { name: string; plan: PlanId | null }): Promise<string> {
  const { id, name } = await requireWorkspace(db, asked.name);
  await changePlan(db.pool, { workspaceId: id, plan: asked.plan, at: new Date() });
  const { plan } = await readTerms(db.pool, { workspaceId: id, mode: "live" });
  if (!asked.plan || !plan) {
    return `${name} has no plan. What a plan has given lives until the end of its cycle.\n`;
  }
  const { test, live } = PLANS[asked.plan].monthlyCredits;
  return [
    `${name} is on the plan ${plan.title}: ${live} live and ${test} test credits a month.`,
    "If that is more than the plan before, the difference is there now; if it is less, what was given stays until the end of the cycle.",
    `The next credits come on ${plan.renews_at?.slice(0, 10)}.\n`,
  ].join("\n");
}

function run(db: Database, asked: WorkspaceArguments): Promise<string> {
  switch (asked.verb) {
    case "create":
      return create(db, asked.name);
    case "list":
      return list(db);
    case "plan":
      return change(db, asked);
  }
}

/** Makes workspaces (without a plan, so without credits), lists them, and changes their plans. */
await withOptions({ usage: WORKSPACE_USAGE, read: readWorkspaceArguments }, async (db, asked) => {
  process.stdout.write(await run(db, asked));
});
