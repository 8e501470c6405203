import { and, eq, gt, isNull } from "drizzle-orm";
import type { Database } from "../db/database.ts";
import { type Mode, sessions, signInLinks } from "../db/schema.ts";
import { randomBase62 } from "../ids.ts";
import { hashSecret } from "./key-format.ts";

const LINK_LIFETIME_MS = 24 * 3600 * 1000;
export const SESSION_LIFETIME_S = 30 * 24 * 3600;
const TOKEN_LENGTH = 43;

/** Makes a token that opens one session of the console within a day. */
export async function createSignInToken(
  db: Database,
  args: { workspaceId: string; mode: Mode; now: Date },
): Promise<string> {
  const token = randomBase62(TOKEN_LENGTH);
  await db.orm.insert(signInLinks).values({
    hash: hashSecret(token),
    workspaceId: args.workspaceId,
    mode: args.mode,
    expiresAt: new Date(args.now.getTime() + LINK_LIFETIME_MS),
  });
  return token;
}

/** The address that a token is used at. */
export function signInUrl(origin: string, token: string): string {
  return `${origin}/api/session/open?token=${token}`;
}

export type OpenedSession =
  | { ok: true; cookie: string }
  | { ok: false; problem: "used" | "expired" };

/** Uses a token up and opens a session, both or neither. Of two who try at once one gets it. */
export async function openSession(db: Database, token: string, now: Date): Promise<OpenedSession> {
  const hash = hashSecret(token);
  const cookie = randomBase62(TOKEN_LENGTH);
  const isOpen = await db.orm.transaction(async (tx) => {
    const unused = and(eq(signInLinks.hash, hash), isNull(signInLinks.usedAt));
    const [link] = await tx
      .update(signInLinks)
      .set({ usedAt: now })
      .where(and(unused, gt(signInLinks.expiresAt, now)))
      .returning();
    if (!link) return false;
    await tx.insert(sessions).values({
      hash: hashSecret(cookie),
      workspaceId: link.workspaceId,
      mode: link.mode,
      expiresAt: new Date(now.getTime() + SESSION_LIFETIME_S * 1000),
    });
    return true;
  });
  if (isOpen) return { ok: true, cookie };
  const [known] = await db.orm.select().from(signInLinks).where(eq(signInLinks.hash, hash));
  return { ok: false, problem: known?.usedAt ? "used" : "expired" };
}

/** Ends a session; unknown ones are ended already. */
export async function closeSession(db: Database, cookie: string): Promise<void> {
  await db.orm.delete(sessions).where(eq(sessions.hash, hashSecret(cookie)));
}
