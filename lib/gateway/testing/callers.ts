import { createKey } from "../access/create-key.ts";
import { hashSecret } from "../access/key-format.ts";
import { findWorkspace } from "../access/workspaces.ts";
import { grantCredits } from "../credits/grant.ts";
import { type Mode, workspaces } from "../db/schema.ts";
import { newId } from "../ids.ts";
import { TEST_CREDITS, type TestGateway } from "./gateway.ts";

export type Caller = {
  key: string;
  keyId: string;
  workspaceId: string;
  request(path: string, init?: RequestInit): Promise<Response>;
};

type CallerOptions = {
  workspace?: string;
  mode?: Mode;
  scopes?: readonly string[];
  /** What the workspace is given in the mode the first time that it gets a caller; 0 for nothing. */
  credits?: number;
};

/** Another caller of a test gateway: a new key, of any workspace (made when missing), mode and scopes. */
export async function openCaller(opened: TestGateway, args: CallerOptions = {}): Promise<Caller> {
  const { db } = opened.gateway;
  const { workspace: name = "default", mode = "test", scopes, credits = TEST_CREDITS } = args;
  const known = await findWorkspace(db, name);
  const workspaceId = known?.id ?? newId("workspace");
  if (!known) await db.orm.insert(workspaces).values({ id: workspaceId, name });
  if (credits > 0) {
    await grantCredits(db.pool, {
      workspaceId,
      mode,
      kind: "purchased",
      amount: credits,
      source: "test",
      sourceRef: "first",
      expiresAt: null,
      at: new Date(0),
    });
  }
  const key = await createKey(db, { workspaceId, mode, name: "caller" });
  const { rows } = await db.pool.query<{ id: string }>(
    "update api_keys set scopes = coalesce($1, scopes) where hash = $2 returning id",
    [scopes ?? null, hashSecret(key)],
  );
  const authorization = `Bearer ${key}`;
  return {
    key,
    keyId: rows[0]?.id ?? "",
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
