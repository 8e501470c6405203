import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { creditEntry } from "#lib/contract/credits.ts";
import { grantCredits } from "../credits/grant.ts";
import { openCaller } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { openTestServer } from "../testing/http-server.ts";

const opened = await openTestGateway({ hasWorker: false });
const { pool } = opened.gateway.db;
const CSV = "/api/v1/credits/entries.csv";
const HEAD = `${Object.keys(creditEntry.shape).join(",")}\r\n`;

const give = (workspaceId: string, note = "x") =>
  grantCredits(pool, {
    ...{ workspaceId, mode: "test", kind: "promotional", amount: 1, source: "test", note },
    ...{ sourceRef: null, expiresAt: null, at: new Date() },
  });

/** A caller whose workspace has so many entries, more than a page when above 1,000, each with a note. */
async function openLedger(workspace: string, entries: number, noteSize = 1) {
  const caller = await openCaller(opened, { workspace, credits: 0 });
  const grantId = entries > 0 ? await give(caller.workspaceId, "entry 0") : null;
  await pool.query(
    `insert into credit_entries (workspace_id, mode, kind, grant_id, delta, held_delta, balance_after, held_after, note, created_at)
     select $1, 'test', 'adjust', $2, 0, 0, 1, 0, 'entry ' || n || repeat(' ', $4), now()
     from generate_series(1, $3::int - 1) as n`,
    [caller.workspaceId, grantId, entries, noteSize],
  );
  return caller;
}

const notesOf = (csv: string) => csv.match(/entry \d+/g) ?? [];

describe("the ledger as CSV", () => {
  it("is its head alone when there are no entries", async () => {
    const caller = await openLedger("empty", 0);
    assert.equal(await (await caller.request(CSV)).text(), HEAD);
  });

  it("has every entry once, newest first, and none that came while it was read", async () => {
    const caller = await openLedger("read", 2_300);
    const response = await caller.request(CSV);
    assert.equal(response.headers.get("content-type"), "text/csv; charset=utf-8");
    let text = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      await give(caller.workspaceId, "entry 9999");
    }
    assert.ok(text.startsWith(HEAD));
    const expected = Array.from({ length: 2_300 }, (_, n) => `entry ${2_299 - n}`);
    assert.deepEqual(notesOf(text), expected);
  });

  it("is refused in words when the first page cannot be read", async () => {
    const caller = await openLedger("bad cursor", 1);
    const response = await caller.request(`${CSV}?from=yesterday`);
    assert.equal(response.status, 422);
  });

  it("breaks off when a later page cannot be read, so that a part is not taken for all", async () => {
    // Far more than lies in sockets and buffers between the two.
    const caller = await openLedger("broken", 4_500, 8_000);
    const server = await openTestServer(opened);
    const response = await fetch(`${server.url}${CSV}`, {
      headers: { authorization: `Bearer ${caller.key}` },
    });
    assert.equal(response.status, 200);
    await pool.query("alter table credit_entries rename to credit_entries_away");
    try {
      await assert.rejects(response.text(), /terminated/, "the connection breaks");
    } finally {
      await pool.query("alter table credit_entries_away rename to credit_entries");
    }
  });
});
