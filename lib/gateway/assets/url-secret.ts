import { randomBytes } from "node:crypto";
import type pg from "pg";

/** The secret that signs media URLs: made once, shared by all processes through the database. */
export async function loadUrlSecret(db: Pick<pg.Pool, "query">): Promise<string> {
  await db.query(
    "insert into settings (key, value) values ('url_secret', to_jsonb($1::text)) on conflict do nothing",
    [randomBytes(32).toString("base64url")],
  );
  const result = await db.query<{ value: string }>(
    "select value from settings where key = 'url_secret'",
  );
  const secret = result.rows[0]?.value;
  if (!secret) throw new Error("the URL secret is missing");
  return secret;
}
