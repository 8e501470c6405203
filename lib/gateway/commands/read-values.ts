import { findWorkspace } from "../access/workspaces.ts";
import type { Database } from "../db/database.ts";
import type { Mode } from "../db/schema.ts";
import { StartupError } from "../startup-error.ts";

const CREDITS_MAX = 1_000_000_000;

/** What `--mode` was given; throws words for anything but test and live. */
export function readMode(given: string): Mode {
  if (given === "test" || given === "live") return given;
  throw new Error(`--mode is ${given}; it must be test or live.`);
}

/** A number of credits from `least` on, written in digits; throws words that name the option. */
export function readCredits(option: string, given: string | undefined, least: number): number {
  const credits = Number(given);
  if (/^\d{1,10}$/.test(given ?? "") && credits >= least && credits <= CREDITS_MAX) return credits;
  const problem = given === undefined ? "is missing" : `is ${given}`;
  throw new Error(
    `${option} ${problem}; it must be a whole number from ${least} to ${CREDITS_MAX}.`,
  );
}

/** The workspace of this name; ends the command in words when there is none. */
export async function requireWorkspace(
  db: Database,
  name: string,
): Promise<{ id: string; name: string }> {
  const found = await findWorkspace(db, name);
  if (found) return found;
  throw new StartupError(
    `There is no workspace named ${name}. Those that there are: npm run workspace -- list`,
  );
}
