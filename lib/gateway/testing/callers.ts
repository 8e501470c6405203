import { createKey } from "../access/create-key.ts";
import { findWorkspace } from "../access/workspaces.ts";
import { type Mode, workspaces } from "../db/schema.ts";
import { newId } from "../ids.ts";
import type { TestGateway } from "./gateway.ts";

export type Caller = {
  key: string;
  workspaceId: string;
  request(path: string, init?: RequestInit): Promise<Response>;
};

/** Another caller of a test gateway: a new key, of any workspace (made when missing), mode and scopes. */
export async function openCaller(
  opened: TestGateway,
  args: { workspace?: string; mode?: Mode; scopes?: readonly string[] } = {},
): Promise<Caller> {
  const { db } = opened.gateway;
  const { workspace: name = "default", mode = "test", scopes } = args;
  const known = await findWorkspace(db, name);
  const workspaceId = known?.id ?? newId("workspace");
  if (!known) await db.orm.insert(workspaces).values({ id: workspaceId, name });
  const key = await createKey(db, { workspaceId, mode, name: "caller" });
  if (scopes) {
    await db.pool.query(
      "update api_keys set scopes = $1 where last_four = $2 and name = 'caller'",
      [scopes, key.slice(-4)],
    );
  }
  const authorization = `Bearer ${key}`;
  return {
    key,
    workspaceId,
    request: async (path, init = {}) =>
      opened.app.request(path, {
        ...init,
        headers: { authorization, ...Object.fromEntries(new Headers(init.headers)) },
      }),
  };
}

/** The options of a request with a JSON body. */
export function postJson(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}
