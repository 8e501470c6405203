import { parseArgs } from "node:util";
import { GRANT_KINDS } from "#lib/contract/credits.ts";
import { findWorkspace } from "../access/workspaces.ts";
import { getBalance } from "../credits/balance.ts";
import { grantCredits } from "../credits/grant.ts";
import type { Database } from "../db/database.ts";
import type { GrantKind, Mode } from "../db/schema.ts";
import { StartupError } from "../startup-error.ts";
import { readOptions, withDatabase } from "./with-database.ts";

const USAGE = [
  "npm run credits -- grant --workspace NAME --amount N [--mode test|live] [--kind subscription|purchased|promotional] [--expires 30d]",
  "npm run credits -- balance --workspace NAME [--mode test|live]",
].join("\n       ");

const AMOUNT_MAX = 1_000_000_000;
const UNIT_MS: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

type Arguments = {
  verb: "grant" | "balance";
  workspace: string;
  mode: Mode;
  kind: GrantKind;
  amount: number;
  lifetimeMs: number | null;
};

function readMode(given: string): Mode {
  if (given === "test" || given === "live") return given;
  throw new Error(`--mode is ${given}; it must be test or live.`);
}

function readKind(given: string): GrantKind {
  const kind = GRANT_KINDS.find((each) => each === given);
  if (kind) return kind;
  throw new Error(`--kind is ${given}; it must be one of ${GRANT_KINDS.join(", ")}.`);
}

function readAmount(given: string | undefined): number {
  const amount = Number(given);
  if (/^\d{1,10}$/.test(given ?? "") && amount >= 1 && amount <= AMOUNT_MAX) return amount;
  throw new Error(`--amount must be a whole number from 1 to ${AMOUNT_MAX}.`);
}

function readLifetimeMs(given: string | undefined): number | null {
  if (given === undefined) return null;
  const [, count, unit = ""] = /^(\d{1,5})([hdw])$/.exec(given) ?? [];
  const lifetimeMs = Number(count) * (UNIT_MS[unit] ?? 0);
  if (lifetimeMs > 0) return lifetimeMs;
  throw new Error(`--expires is ${given}; it must be hours, days or weeks such as 12h, 30d or 4w.`);
}

function readArguments(): Arguments {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      workspace: { type: "string" },
      mode: { type: "string", default: "test" },
      kind: { type: "string", default: "promotional" },
      amount: { type: "string" },
      expires: { type: "string" },
    },
  });
  const [verb] = positionals;
  if ((verb !== "grant" && verb !== "balance") || positionals.length > 1) {
    throw new Error("Say what to do: grant or balance.");
  }
  if (!values.workspace) throw new Error("--workspace is missing.");
  return {
    verb,
    workspace: values.workspace,
    mode: readMode(values.mode),
    kind: readKind(values.kind),
    amount: verb === "grant" ? readAmount(values.amount) : 0,
    lifetimeMs: readLifetimeMs(values.expires),
  };
}

async function describeBalance(db: Database, workspaceId: string, mode: Mode): Promise<string> {
  const at = new Date();
  const { total, subscription, permanent, held } = await getBalance(db.pool, {
    workspaceId,
    mode,
    at,
  });
  return `${mode}: ${total} credits to spend (${subscription} subscription, ${permanent} permanent), ${held} held`;
}

await withDatabase(async (db) => {
  const asked = readOptions(USAGE, readArguments);
  const workspace = await findWorkspace(db, asked.workspace);
  if (!workspace) throw new StartupError(`There is no workspace named ${asked.workspace}.`);
  if (asked.verb === "grant") {
    const at = new Date();
    await grantCredits(db.pool, {
      workspaceId: workspace.id,
      mode: asked.mode,
      kind: asked.kind,
      amount: asked.amount,
      source: "operator",
      sourceRef: null,
      expiresAt: asked.lifetimeMs === null ? null : new Date(at.getTime() + asked.lifetimeMs),
      at,
    });
    process.stdout.write(`${asked.amount} ${asked.kind} credits for ${workspace.name}.\n`);
  }
  process.stdout.write(`${await describeBalance(db, workspace.id, asked.mode)}\n`);
});
