import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createTestDatabase } from "../testing/database.ts";
import { inTransaction } from "./transaction.ts";

const { pool } = await createTestDatabase();
await pool.query("create table notes (text text primary key)");

const write = (text: string) => `insert into notes values ('${text}')`;
async function notes(): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>("select text from notes order by text");
  return rows.map(({ text }) => text);
}

describe("inTransaction", () => {
  it("keeps all of the work and gives its result", async () => {
    const result = await inTransaction(pool, async (tx) => {
      await tx.query(write("one"));
      await tx.query(write("two"));
      assert.deepEqual(await notes(), [], "nobody else sees it before its end");
      return 2;
    });
    assert.equal(result, 2);
    assert.deepEqual(await notes(), ["one", "two"]);
  });

  it("keeps nothing of work that fails, and throws what it threw", async () => {
    const failed = inTransaction(pool, async (tx) => {
      await tx.query(write("three"));
      throw new Error("enough");
    });
    await assert.rejects(failed, /^Error: enough$/);
    await assert.rejects(
      inTransaction(pool, (tx) => tx.query(write("one"))),
      { code: "23505" },
    );
    assert.deepEqual(await notes(), ["one", "two"]);
  });

  it("throws a broken session away, and the next work gets another", async () => {
    const broken = inTransaction(pool, async (tx) => {
      tx.on("error", () => {});
      await tx.query(write("four"));
      await tx.query("select pg_terminate_backend(pg_backend_pid())");
    });
    await assert.rejects(broken);
    assert.equal(pool.idleCount, pool.totalCount, "none is still taken");
    await inTransaction(pool, (tx) => tx.query(write("five")));
    assert.deepEqual(await notes(), ["five", "one", "two"]);
  });
});
