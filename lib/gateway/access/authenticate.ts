import { SCOPES } from "#lib/contract/endpoints.ts";
import type { Actor, Gateway } from "../context.ts";
import type { Mode } from "../db/schema.ts";
import { GatewayError } from "../errors.ts";
import { hashSecret, isKeyShaped } from "./key-format.ts";

type KeyRow = {
  id: string;
  scopes: string[];
  mode: Mode;
  workspace_id: string;
  workspace_name: string;
};

/** Who a bearer key belongs to. Malformed, unknown, revoked and expired keys look the same: UNAUTHORIZED. */
export async function authenticateKey(gateway: Gateway, key: string): Promise<Actor> {
  if (!isKeyShaped(key)) throw new GatewayError("UNAUTHORIZED");
  const result = await gateway.db.pool.query<KeyRow>({
    name: "key-by-hash",
    text: `select keys.id, keys.scopes, keys.mode, keys.workspace_id, workspaces.name as workspace_name
      from api_keys as keys join workspaces on workspaces.id = keys.workspace_id
      where keys.hash = $1 and keys.revoked_at is null and (keys.expires_at is null or keys.expires_at > $2)`,
    values: [hashSecret(key), gateway.now()],
  });
  const [row] = result.rows;
  if (!row) throw new GatewayError("UNAUTHORIZED");
  return {
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name,
    mode: row.mode,
    scopes: row.scopes,
    via: { kind: "key", keyId: row.id },
  };
}

/** Who a session cookie belongs to; UNAUTHORIZED when it is unknown or over. */
export async function authenticateSession(gateway: Gateway, cookie: string): Promise<Actor> {
  const result = await gateway.db.pool.query<Omit<KeyRow, "id" | "scopes">>({
    name: "session-by-hash",
    text: `select sessions.mode, sessions.workspace_id, workspaces.name as workspace_name
      from sessions join workspaces on workspaces.id = sessions.workspace_id
      where sessions.hash = $1 and sessions.expires_at > $2`,
    values: [hashSecret(cookie), gateway.now()],
  });
  const [row] = result.rows;
  if (!row) throw new GatewayError("UNAUTHORIZED", { message: "You are not signed in." });
  return {
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name,
    mode: row.mode,
    scopes: SCOPES,
    via: { kind: "session" },
  };
}
