import { KEY_SCOPES } from "#lib/contract/endpoints.ts";
import type { Database } from "../db/database.ts";
import { apiKeys, type Mode } from "../db/schema.ts";
import { newId } from "../ids.ts";
import { hashSecret, newKey } from "./key-format.ts";

/**
 * Makes a key and gives it: the only time that it can be seen. `monthlyLimit` is the most that its
 * generations of a month may cost, in whole credits.
 */
export async function createKey(
  db: Database,
  args: { workspaceId: string; mode: Mode; name: string; monthlyLimit?: number | null },
): Promise<string> {
  const key = newKey(args.mode);
  await db.orm.insert(apiKeys).values({
    id: newId("key"),
    ...args,
    hash: hashSecret(key),
    lastFour: key.slice(-4),
    scopes: [...KEY_SCOPES],
  });
  return key;
}
