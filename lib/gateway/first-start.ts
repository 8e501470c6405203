import { createKey } from "./access/create-key.ts";
import { createSignInToken, signInUrl } from "./access/sign-in.ts";
import { ensureFirstWorkspace } from "./access/workspaces.ts";
import type { Gateway } from "./context.ts";

/** What a newcomer needs, made once: a way into the console and a key for the API. */
export type FirstStart = { link: string; key: string };

/** Makes the first workspace with a link and a key; null when there is one already. */
export async function firstStart(gateway: Gateway, origin: string): Promise<FirstStart | null> {
  const workspace = await ensureFirstWorkspace(gateway.db);
  if (!workspace.isNew) return null;
  const access = { workspaceId: workspace.id, mode: "test" as const };
  const token = await createSignInToken(gateway.db, { ...access, now: gateway.now() });
  const key = await createKey(gateway.db, { ...access, name: "first key" });
  return { link: signInUrl(origin, token), key };
}
