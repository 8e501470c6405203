import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { endpoints } from "#lib/contract/endpoints.ts";
import { errorBody } from "#lib/contract/errors.ts";
import { openDatabase } from "../db/database.ts";
import { postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { createApp } from "./app.ts";

const { app, gateway, key, request } = await openTestGateway({ hasWorker: false });
const headers = { authorization: `Bearer ${key}` };

async function closedPool() {
  const db = openDatabase("postgres://nobody@127.0.0.1:1/none");
  await db.close();
  return db;
}

/** A database that nobody listens for, as after a crash, and one whose pool is closed. */
const gone = {
  "does not listen": openDatabase("postgres://nobody:hunter2@127.0.0.1:1/none"),
  "is closed": await closedPool(),
};

describe("a gateway whose database is gone", () => {
  for (const [how, db] of Object.entries(gone)) {
    const away = createApp({ ...gateway, db }, "0.0.0");
    const calls: [string, RequestInit][] = [
      ["/api/v1/generations", { headers }],
      ["/api/v1/generation/gen_00000000000000000000000000", { headers }],
      ["/api/v1/generation/gen_00000000000000000000000000/events", { headers }],
      ["/api/v1/generation/kling-ai/v3/video", postJson({ prompt: "a" }, headers)],
      ["/api/v1/generation/sse/kling-ai/v3/video", postJson({ prompt: "a" }, headers)],
      ["/api/session/open?token=x", {}],
    ];
    for (const [path, init] of calls) {
      it(`${how}: answers 503 with Retry-After and nothing of the cause for ${path}`, async () => {
        const response = await away.request(path, init);
        assert.equal(response.status, 503);
        assert.equal(response.headers.get("retry-after"), "2");
        const text = await response.text();
        const error = errorBody.parse(JSON.parse(text));
        assert.deepEqual(
          [error.code, error.fault, error.retryable, error.retry_after_ms],
          ["SERVICE_UNAVAILABLE", "gateway", true, 2_000],
        );
        assert.doesNotMatch(text, /ECONN|127\.0\.0\.1|hunter2|pool|select|\.ts/i);
      });
    }

    it(`${how}: is alive but not ready`, async () => {
      assert.equal((await away.request("/api/health")).status, 200);
      const response = await away.request("/api/ready");
      assert.equal(response.status, 503);
      assert.equal(response.headers.get("retry-after"), "2");
      const answer = await response.json();
      const body = endpoints.getReady.output.parse(answer);
      assert.equal(body.status, "not_ready");
      const error = errorBody.parse(answer);
      assert.deepEqual(
        [error.code, error.error, error.retry_after_ms, error.next_action],
        ["SERVICE_UNAVAILABLE", "SERVICE_UNAVAILABLE", 2_000, "retry_later"],
      );
      assert.equal(error.request_id, response.headers.get("x-request-id"));
      assert.deepEqual(body.checks.database, { ok: false, detail: "database is not available" });
      assert.equal(body.checks.disk.ok, true);
    });
  }
});

describe("a gateway that has all it needs", () => {
  it("is alive and ready", async () => {
    const health = await app.request("/api/health");
    assert.deepEqual([health.status, (await health.json()).status], [200, "ok"]);
    const response = await app.request("/api/ready");
    assert.equal(response.status, 200);
    assert.deepEqual(endpoints.getReady.output.parse(await response.json()), {
      status: "ready",
      checks: {
        database: { ok: true },
        worker: { ok: true, detail: "off in this process" },
        disk: { ok: true },
      },
    });
  });

  it("goes on after its sessions broke", async () => {
    await gateway.db.pool
      .query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'rushes'",
      )
      .catch(() => {});
    const answers = await Promise.all([request("/api/v1/models"), request("/api/v1/generations")]);
    for (const { status } of answers) assert.ok(status === 200 || status === 503, String(status));
    assert.equal((await request("/api/v1/generations")).status, 200);
  });
});
