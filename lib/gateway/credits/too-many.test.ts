import assert from "node:assert/strict";
import { it } from "node:test";
import { createTestDatabase } from "../testing/database.ts";
import { auditLedger } from "./audit.ts";
import { grantCredits } from "./grant.ts";
import { holdCredits } from "./hold.ts";
import { releaseHold } from "./settle.ts";
import { isTooMany } from "./too-many.ts";

const { pool } = await createTestDatabase();
const AT = new Date("2026-11-24T12:00:00.000Z");
const OF = { workspaceId: "wsp_rich", mode: "live" } as const;
const MOST = 2_147_483_647;

const grant = (amount: number) =>
  grantCredits(pool, {
    ...OF,
    kind: "promotional",
    amount,
    source: "operator",
    sourceRef: null,
    expiresAt: null,
    at: AT,
  });

it("an account is granted no more than it can take back, so that what is held can be released", async () => {
  await pool.query("insert into workspaces (id, name) values ($1, 'rich')", [OF.workspaceId]);
  await grant(MOST);
  const generationId = "gen_rich";
  const held = await holdCredits(pool, { ...OF, generationId, keyId: null, amount: 100, at: AT });
  assert.ok(held.ok);
  await assert.rejects(grant(100), isTooMany);
  await assert.rejects(grant(MOST), isTooMany);
  const released = await releaseHold(pool, { generationId, at: AT });
  assert.equal(released?.released, 100);
  await assert.rejects(grant(1), isTooMany);
  const findings = await auditLedger(pool);
  assert.ok(findings.every(({ broken }) => broken === 0));
});
