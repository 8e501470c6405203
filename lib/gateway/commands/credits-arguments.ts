import { parseArgs } from "node:util";
import { GRANT_KINDS } from "#lib/contract/credit-kinds.ts";
import type { GrantKind, Mode } from "../db/schema.ts";
import { readCredits, readMode } from "./read-values.ts";

export const CREDITS_USAGE = [
  "npm run credits -- grant --workspace NAME --amount N [--mode test|live] [--kind subscription|purchased|promotional] [--expires 30d|never]",
  "npm run credits -- balance --workspace NAME [--mode test|live]",
].join("\n       ");

const UNIT_MS: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

export type Lifetime = { ms: number } | "never" | "usual";

export type CreditsArguments =
  | { verb: "balance"; workspace: string; modes: readonly Mode[] }
  | {
      verb: "grant";
      workspace: string;
      mode: Mode;
      kind: GrantKind;
      amount: number;
      lifetime: Lifetime;
    };

function readKind(given: string): GrantKind {
  const kind = GRANT_KINDS.find((each) => each === given);
  if (kind) return kind;
  throw new Error(`--kind is ${given}; it must be one of ${GRANT_KINDS.join(", ")}.`);
}

function readLifetime(given: string | undefined): Lifetime {
  if (given === undefined) return "usual";
  if (given === "never") return "never";
  const [, count, unit = ""] = /^(\d{1,5})([hdw])$/.exec(given) ?? [];
  const ms = Number(count) * (UNIT_MS[unit] ?? 0);
  if (ms > 0) return { ms };
  throw new Error(
    `--expires is ${given}; it must be hours, days or weeks such as 12h, 30d or 4w, or never.`,
  );
}

/** What `npm run credits` is asked for; throws words for what it cannot do. */
export function readCreditsArguments(args: string[]): CreditsArguments {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      workspace: { type: "string" },
      mode: { type: "string" },
      kind: { type: "string" },
      amount: { type: "string" },
      expires: { type: "string" },
    },
  });
  const [verb] = positionals;
  if ((verb !== "grant" && verb !== "balance") || positionals.length > 1) {
    throw new Error("Say what to do: grant or balance.");
  }
  const { workspace, mode, kind, amount, expires } = values;
  if (!workspace) throw new Error("--workspace is missing.");
  if (verb === "balance") {
    if (kind ?? amount ?? expires) throw new Error("balance takes --workspace and --mode alone.");
    return { verb, workspace, modes: mode === undefined ? ["test", "live"] : [readMode(mode)] };
  }
  return {
    verb,
    workspace,
    mode: readMode(mode ?? "test"),
    kind: readKind(kind ?? "promotional"),
    amount: readCredits("--amount", amount, 1),
    lifetime: readLifetime(expires),
  };
}
