import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SCOPES } from "#lib/contract/endpoints.ts";
import { createSignInToken, openSession } from "../access/sign-in.ts";
import { type Caller, openCaller } from "../testing/callers.ts";
import { openTestGateway, TEST_ORIGIN } from "../testing/gateway.ts";

let now = new Date("2026-03-31T23:00:00.000Z");
const opened = await openTestGateway({ hasWorker: false, now: () => now });
const { gateway, workspaceId } = opened;
const { db } = gateway;
const owner = await openCaller(opened, { scopes: SCOPES });
const stranger = await openCaller(opened, { workspace: "other", scopes: SCOPES });
const live = await openCaller(opened, { mode: "live", scopes: SCOPES });

async function patch(from: Pick<Caller, "request">, path: string, body: unknown) {
  const answer = await from.request(`/api/v1/credits/${path}`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

async function read(from: Pick<Caller, "request">, path: string) {
  return (await from.request(`/api/v1/credits${path}`)).json();
}

const BAD_BODIES: [string, unknown, string[], RegExp][] = [
  ["a negative number", { FIELD: -1 }, ["FIELD"], /whole number from 0/],
  ["a part of a credit", { FIELD: 0.5 }, ["FIELD"], /whole number from 0/],
  ["too much", { FIELD: 1e12 }, ["FIELD"], /whole number from 0/],
  ["a text", { FIELD: "100" }, ["FIELD"], /whole number from 0/],
  ["nothing", {}, ["FIELD"], /whole number from 0/],
  ["a field too many", { FIELD: 1, colour: "red" }, ["colour"], /is not a field here/],
  ["a list", [], [], /^The body must be a JSON object with FIELD\.$/],
  ["what is no JSON", "{", [], /not valid JSON/],
];

function refusesBadBodies(pathOf: () => string, field: string) {
  const named = (text: string) => text.replaceAll("FIELD", field);
  for (const [what, template, path, message] of BAD_BODIES) {
    it(`refuses ${what}, and names the field`, async () => {
      const text = typeof template === "string" ? template : JSON.stringify(template);
      const { status, body } = await patch(owner, pathOf(), named(text));
      assert.deepEqual([status, body.code], [422, "VALIDATION_ERROR"]);
      assert.deepEqual(body.issues[0].path, path.map(named));
      assert.match(body.message, new RegExp(named(message.source)));
    });
  }
}

describe("the threshold of a workspace", () => {
  it("is set, shown, and taken away", async () => {
    for (const low_balance of [500, 0, null]) {
      assert.deepEqual(await patch(owner, "settings", { low_balance }), {
        status: 200,
        body: { low_balance },
      });
      assert.equal((await read(owner, "")).low_balance, low_balance);
    }
  });

  it("above the balance shows that it is low, and is no alert", async () => {
    await patch(owner, "settings", { low_balance: 1_000_000_000 });
    assert.equal((await read(owner, "")).is_low, false);
    await db.pool.query(
      "update credit_grants set remaining = 999999999 where workspace_id = $1 and mode = 'test'",
      [workspaceId],
    );
    assert.equal((await read(owner, "")).is_low, true);
    assert.deepEqual(await read(owner, "/alerts"), { items: [] });
  });

  it("of another workspace stays", async () => {
    await patch(owner, "settings", { low_balance: 7 });
    assert.equal((await read(stranger, "")).low_balance, null);
  });

  refusesBadBodies(() => "settings", "low_balance");
});

const id = owner.keyId;

describe("the caps of keys", () => {
  it("are listed with what was used this month, and nobody else's", async () => {
    await db.pool.query("insert into credit_key_months values ($1, '2026-03-01', 12)", [id]);
    await db.pool.query("insert into credit_key_months values ($1, '2026-04-01', 5)", [id]);
    const { items } = await read(owner, "/keys");
    assert.equal(items.length, 2, "the test's and the caller's");
    assert.deepEqual(items[0], {
      id,
      name: "caller",
      last_four: owner.key.slice(-4),
      monthly_limit: null,
      used: 12,
      resets_at: "2026-04-01T00:00:00.000Z",
      is_revoked: false,
    });
  });

  it("begin anew with the month, in UTC", async () => {
    now = new Date("2026-04-01T00:00:00.000Z");
    const [key] = (await read(owner, "/keys")).items;
    assert.deepEqual([key.used, key.resets_at], [5, "2026-05-01T00:00:00.000Z"]);
  });

  it("are set and taken away", async () => {
    for (const monthly_limit of [100, 0, null]) {
      const { status, body } = await patch(owner, `keys/${id}`, { monthly_limit });
      assert.equal(status, 200);
      assert.deepEqual(body, (await read(owner, "/keys")).items[0]);
      assert.equal(body.monthly_limit, monthly_limit);
    }
  });

  it("list keys that are revoked last", async () => {
    const { key } = await openCaller(opened);
    await db.pool.query("update api_keys set revoked_at = now() where last_four = $1", [
      key.slice(-4),
    ]);
    const { items } = await read(owner, "/keys");
    assert.deepEqual([items.at(-1).last_four, items.at(-1).is_revoked], [key.slice(-4), true]);
  });

  for (const [what, keyId] of [
    ["another workspace", stranger.keyId],
    ["the other mode", live.keyId],
    ["nobody", "key_00000000000000000000000000"],
    ["no key", "%00"],
  ] as const) {
    it(`of ${what} are not found`, async () => {
      const { status, body } = await patch(owner, `keys/${keyId}`, { monthly_limit: 1 });
      assert.deepEqual([status, body.code], [404, "NOT_FOUND"]);
    });
  }

  it("of others were not changed by that", async () => {
    for (const other of [stranger, live]) {
      for (const key of (await read(other, "/keys")).items) assert.equal(key.monthly_limit, null);
    }
  });

  it("take PATCH alone", async () => {
    const answer = await owner.request(`/api/v1/credits/keys/${id}`);
    assert.deepEqual([answer.status, answer.headers.get("allow")], [405, "PATCH"]);
  });

  refusesBadBodies(() => `keys/${id}`, "monthly_limit");
});

describe("who may change the guards", () => {
  const changes = [
    ["settings", { low_balance: 1 }],
    [`keys/${id}`, { monthly_limit: 1 }],
  ] as const;

  it("is no key as it comes: else it could lift its own cap", async () => {
    for (const [path, change] of changes) {
      const { status, body } = await patch(opened, path, change);
      assert.deepEqual([status, body.code], [403, "FORBIDDEN"]);
      assert.match(body.message, /credits:write/);
    }
  });

  it("is a session of the console, from its own pages", async () => {
    const token = await createSignInToken(db, { workspaceId, mode: "test", now });
    const session = await openSession(db, token, now);
    assert.ok(session.ok);
    const from = (origin: string) => ({
      request: async (path: string, init: RequestInit = {}) =>
        opened.app.request(path, {
          ...init,
          headers: {
            ...Object.fromEntries(new Headers(init.headers)),
            cookie: `rushes_session=${session.cookie}`,
            origin,
          },
        }),
    });
    for (const [path, change] of changes) {
      assert.equal((await patch(from(TEST_ORIGIN), path, change)).status, 200);
      assert.equal((await patch(from("https://elsewhere.test"), path, change)).status, 403);
    }
  });
});
