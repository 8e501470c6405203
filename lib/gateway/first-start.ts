import { eq } from "drizzle-orm";
import { createKey } from "./access/create-key.ts";
import { createSignInToken, signInUrl } from "./access/sign-in.ts";
import { ensureFirstWorkspace } from "./access/workspaces.ts";
import type { Gateway } from "./context.ts";
import { renewSubscriptions } from "./credits/renew.ts";
import type { Database } from "./db/database.ts";
import { settings } from "./db/schema.ts";

/** What a newcomer needs, made once: a way into the console and a key for the API. */
export type FirstStart = { link: string; key: string };

/** Makes the first workspace with its credits, a link and a key; null when there is one already. */
export async function firstStart(gateway: Gateway, origin: string): Promise<FirstStart | null> {
  const workspace = await ensureFirstWorkspace(gateway.db);
  if (!workspace.isNew) return null;
  await renewSubscriptions(gateway.db.pool, gateway.now(), workspace.id);
  const access = { workspaceId: workspace.id, mode: "test" as const };
  const token = await createSignInToken(gateway.db, { ...access, now: gateway.now() });
  const key = await createKey(gateway.db, { ...access, name: "first key" });
  return { link: signInUrl(origin, token), key };
}

const ADDRESS_KEY = "server_address";

/** Notes where the server is reached, for commands that print links to it. */
export async function noteAddress(db: Database, address: string): Promise<void> {
  await db.orm
    .insert(settings)
    .values({ key: ADDRESS_KEY, value: address })
    .onConflictDoUpdate({ target: settings.key, set: { value: address } });
}

/** Where the server was last reached; null when it has never run. */
export async function readAddress(db: Database): Promise<string | null> {
  const [row] = await db.orm.select().from(settings).where(eq(settings.key, ADDRESS_KEY));
  return typeof row?.value === "string" ? row.value : null;
}
