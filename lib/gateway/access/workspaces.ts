import { asc, eq } from "drizzle-orm";
import type { PlanId } from "#lib/contract/plans.ts";
import type { Database } from "../db/database.ts";
import { workspaces } from "../db/schema.ts";
import { newId } from "../ids.ts";

export const FIRST_WORKSPACE = "default";
const FIRST_PLAN: PlanId = "free";

/** The workspace of this name, or null. */
export async function findWorkspace(
  db: Database,
  name: string,
): Promise<{ id: string; name: string } | null> {
  const [row] = await db.orm
    .select({ id: workspaces.id, name: workspaces.name })
    .from(workspaces)
    .where(eq(workspaces.name, name));
  return row ?? null;
}

/** Makes the first workspace when there is none; `isNew` only for the process that made it. */
export async function ensureFirstWorkspace(db: Database): Promise<{ id: string; isNew: boolean }> {
  const made = await db.orm
    .insert(workspaces)
    .values({ id: newId("workspace"), name: FIRST_WORKSPACE, plan: FIRST_PLAN })
    .onConflictDoNothing()
    .returning({ id: workspaces.id });
  if (made[0]) return { id: made[0].id, isNew: true };
  const found = await findWorkspace(db, FIRST_WORKSPACE);
  if (!found) throw new Error("the first workspace is missing");
  return { id: found.id, isNew: false };
}

/** Makes a workspace that subscribes to nothing; null when there is one of this name. */
export async function createWorkspace(db: Database, name: string): Promise<{ id: string } | null> {
  const [made] = await db.orm
    .insert(workspaces)
    .values({ id: newId("workspace"), name })
    .onConflictDoNothing()
    .returning({ id: workspaces.id });
  return made ?? null;
}

const LISTED_MAX = 1_000;

export type ListedWorkspace = { name: string; plan: string | null; planRenewsAt: Date | null };

/** The workspaces by name, at most 1,000. */
export async function listWorkspaces(db: Database): Promise<ListedWorkspace[]> {
  const { name, plan, planRenewsAt } = workspaces;
  return db.orm
    .select({ name, plan, planRenewsAt })
    .from(workspaces)
    .orderBy(asc(name))
    .limit(LISTED_MAX);
}
