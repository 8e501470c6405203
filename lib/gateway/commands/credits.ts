import { PURCHASED_LIFETIME_MONTHS } from "#lib/contract/plans.ts";
import { getBalance } from "../credits/balance.ts";
import { addMonths } from "../credits/cycle.ts";
import { grantCredits } from "../credits/grant.ts";
import { isTooMany } from "../credits/too-many.ts";
import type { Database } from "../db/database.ts";
import type { GrantKind, Mode } from "../db/schema.ts";
import { StartupError } from "../startup-error.ts";
import {
  CREDITS_USAGE,
  type CreditsArguments,
  type Lifetime,
  readCreditsArguments,
} from "./credits-arguments.ts";
import { requireWorkspace } from "./read-values.ts";
import { withOptions } from "./with-database.ts";

/** When a grant ends unless the operator says: as those of a plan, of a purchase, or never. */
function endOf(kind: GrantKind, lifetime: Lifetime, at: Date): Date | null {
  if (lifetime === "never") return null;
  if (lifetime !== "usual") return new Date(at.getTime() + lifetime.ms);
  if (kind === "subscription") return addMonths(at, 1);
  return kind === "purchased" ? addMonths(at, PURCHASED_LIFETIME_MONTHS) : null;
}

async function describeBalance(db: Database, workspaceId: string, mode: Mode): Promise<string> {
  const balance = await getBalance(db.pool, { workspaceId, mode, at: new Date() });
  const { total, subscription, permanent, held } = balance;
  return `${mode}: ${total} credits to spend (${subscription} subscription, ${permanent} permanent), ${held} held\n`;
}

async function grant(
  db: Database,
  workspaceId: string,
  { mode, kind, amount, lifetime }: Extract<CreditsArguments, { verb: "grant" }>,
): Promise<string> {
  const at = new Date();
  const expiresAt = endOf(kind, lifetime, at);
  const granting = { workspaceId, mode, kind, amount, source: "operator", sourceRef: null };
  try {
    await grantCredits(db.pool, { ...granting, expiresAt, at });
  } catch (error) {
    if (!isTooMany(error)) throw error;
    throw new StartupError("That would be more credits than a workspace can have.");
  }
  return `${amount} ${kind} credits, which ${expiresAt ? `expire on ${expiresAt.toISOString()}` : "never expire"}`;
}

/** Grants credits, and says what there is. */
await withOptions({ usage: CREDITS_USAGE, read: readCreditsArguments }, async (db, asked) => {
  const { id, name } = await requireWorkspace(db, asked.workspace);
  if (asked.verb === "grant") {
    const granted = await grant(db, id, asked);
    process.stdout.write(`${name} was granted ${granted}.\n`);
  }
  const modes = asked.verb === "grant" ? [asked.mode] : asked.modes;
  for (const mode of modes) process.stdout.write(await describeBalance(db, id, mode));
});
