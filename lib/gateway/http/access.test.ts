import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { errorBody } from "#lib/contract/errors.ts";
import { createKey } from "../access/create-key.ts";
import { newKey } from "../access/key-format.ts";
import { createSignInToken, openSession } from "../access/sign-in.ts";
import { openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway, TEST_ORIGIN } from "../testing/gateway.ts";

const opened = await openTestGateway({ hasWorker: false });
const { app, gateway, client, request, workspaceId } = opened;
const LIST = "/api/v1/generations";
const CREATE = "/api/v1/generation/bytedance/seedream-4.5";

const created = await client.create("bytedance/seedream-4.5", { prompt: "mine" });
assert.ok(created.ok);
const { id } = created.data;
const others = {
  "another workspace": await openCaller(opened, { workspace: "others" }),
  "the other mode": await openCaller(opened, { mode: "live" }),
};

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, errorBody.parse(await response.json()).code];
}

describe("a key", () => {
  const authorizations: [string, string | null][] = [
    ["no header", null],
    ["an empty header", ""],
    ["no scheme", newKey("test")],
    ["another scheme", `Basic ${newKey("test")}`],
    ["no key", "Bearer "],
    ["two keys", `Bearer ${newKey("test")} ${newKey("test")}`],
    ["a malformed key", "Bearer rk_test_short"],
    ["an unknown key", `Bearer ${newKey("test")}`],
  ];
  for (const [what, authorization] of authorizations) {
    it(`is missed with ${what}: 401 that says how to send one`, async () => {
      const headers = authorization === null ? {} : { authorization };
      const response = await app.request(LIST, { headers });
      assert.equal(response.headers.get("www-authenticate"), 'Bearer realm="rushes"');
      assert.deepEqual(await codeOf(response), [401, "UNAUTHORIZED"]);
    });
  }

  it("is taken with any case of the scheme", async () => {
    const headers = { authorization: `bEARER ${opened.key}` };
    assert.equal((await app.request(LIST, { headers })).status, 200);
  });

  for (const [what, change] of [
    ["revoked", "revoked_at = now()"],
    ["expired", "expires_at = now() - interval '1 second'"],
  ] as const) {
    it(`is refused when it is ${what}, with the same answer as an unknown one`, async () => {
      const key = await createKey(gateway.db, { workspaceId, mode: "test", name: what });
      const headers = { authorization: `Bearer ${key}`, "x-request-id": "same-request-id" };
      assert.equal((await app.request(LIST, { headers })).status, 200);
      await gateway.db.pool.query(`update api_keys set ${change} where name = $1`, [what]);
      const refused = await (await app.request(LIST, { headers })).json();
      const unknown = await app.request(LIST, {
        headers: { ...headers, authorization: `Bearer ${newKey("test")}` },
      });
      assert.deepEqual(refused, await unknown.json());
      assert.equal(refused.code, "UNAUTHORIZED");
    });
  }

  it("that expires later is taken", async () => {
    const key = await createKey(gateway.db, { workspaceId, mode: "test", name: "later" });
    await gateway.db.pool.query(
      "update api_keys set expires_at = now() + interval '1 hour' where name = 'later'",
    );
    const headers = { authorization: `Bearer ${key}` };
    assert.equal((await app.request(LIST, { headers })).status, 200);
  });

  it("is not stored", async () => {
    const { rows } = await gateway.db.pool.query(
      "select row_to_json(k)::text as text from api_keys k",
    );
    assert.equal(
      rows.some((row) => row.text.includes(opened.key)),
      false,
    );
  });

  it("may do only what its scopes say", async () => {
    const reader = await openCaller(opened, { scopes: ["generations:read"] });
    assert.equal((await reader.request(LIST)).status, 200);
    assert.deepEqual(await codeOf(await reader.request(CREATE, postJson({ prompt: "a" }))), [
      403,
      "FORBIDDEN",
    ]);
    assert.equal((await reader.request("/api/v1/models")).status, 403);
    const writer = await openCaller(opened, { scopes: ["generations:write"] });
    assert.equal((await writer.request(LIST)).status, 403);
    assert.equal((await writer.request(CREATE, postJson({ prompt: "a" }))).status, 202);
    const nobody = await openCaller(opened, { scopes: [] });
    assert.equal((await nobody.request("/api/v1/session")).status, 200);
  });
});

describe("a generation of others", () => {
  for (const [who, other] of Object.entries(others)) {
    it(`is not there for ${who}: get, events, cancel and list`, async () => {
      const unknown = "gen_00000000000000000000000000";
      for (const [method, path] of [
        ["GET", ""],
        ["GET", "/events"],
        ["POST", "/cancel"],
      ]) {
        const headers = { "x-request-id": "same-request-id" };
        const init = { method: method ?? "", headers };
        const response = await other.request(`/api/v1/generation/${id}${path}`, init);
        const missing = await other.request(`/api/v1/generation/${unknown}${path}`, init);
        assert.deepEqual([response.status, missing.status], [404, 404]);
        assert.deepEqual(await response.json(), await missing.json());
      }
      assert.deepEqual((await (await other.request(LIST)).json()).items, []);
    });
  }

  it("is still there for its own workspace, and untouched", async () => {
    const mine = await openCaller(opened);
    const response = await mine.request(`/api/v1/generation/${id}`);
    assert.equal((await response.json()).status, "IN_QUEUE");
  });

  for (const bad of ["gen_x", "GEN_00000000000000000000000000", "x", "gen_%00", "..%2F.."]) {
    it(`is 404 for ${bad}, which no generation can be`, async () => {
      assert.equal((await request(`/api/v1/generation/${bad}`)).status, 404);
    });
  }
});

describe("a session cookie", () => {
  async function newCookie(): Promise<string> {
    const now = new Date();
    const token = await createSignInToken(gateway.db, { workspaceId, mode: "test", now });
    const session = await openSession(gateway.db, token, now);
    assert.ok(session.ok);
    return `rushes_session=${session.cookie}`;
  }

  it("works on GET without an Origin", async () => {
    const headers = { cookie: await newCookie() };
    assert.equal((await app.request(LIST, { headers })).status, 200);
  });

  const origins: [string, Record<string, string>][] = [
    ["no Origin", {}],
    ["another site", { origin: "http://evil.test" }],
    ["another port", { origin: `${TEST_ORIGIN}:8080` }],
    ["another scheme", { origin: TEST_ORIGIN.replace("http:", "https:") }],
    ["a longer name", { origin: `${TEST_ORIGIN}.evil.test` }],
    ["null", { origin: "null" }],
  ];
  for (const [what, origin] of origins) {
    it(`is refused on POST from ${what}: 403 and nothing made`, async () => {
      const cookie = await newCookie();
      const before = await gateway.db.pool.query("select count(*) from generations");
      const response = await app.request(CREATE, postJson({ prompt: "a" }, { cookie, ...origin }));
      assert.deepEqual(await codeOf(response), [403, "FORBIDDEN"]);
      const after = await gateway.db.pool.query("select count(*) from generations");
      assert.deepEqual(after.rows, before.rows);
    });
  }

  it("works on POST from our own pages", async () => {
    const headers = { cookie: await newCookie(), origin: TEST_ORIGIN };
    assert.equal((await app.request(CREATE, postJson({ prompt: "a" }, headers))).status, 202);
  });

  it("works on POST from the address that the visitor came to, whatever the public one is", async () => {
    const hosts: [Record<string, string>, string, number][] = [
      [{ host: "127.0.0.1:3000" }, "http://127.0.0.1:3000", 202],
      [{ host: "inner", "x-forwarded-host": "outer.test" }, "https://outer.test", 202],
      [{ host: "127.0.0.1:3000" }, "http://127.0.0.1:3001", 403],
      [{ host: "inner", "x-forwarded-host": "outer.test" }, "http://inner", 403],
      [{ host: "127.0.0.1:3000" }, "null", 403],
    ];
    for (const [host, origin, status] of hosts) {
      const headers = { cookie: await newCookie(), ...host, origin };
      const response = await app.request(CREATE, postJson({ prompt: "a" }, headers));
      assert.equal(response.status, status, origin);
    }
  });

  it("counts for nothing beside a key that is no good", async () => {
    const headers = { cookie: await newCookie(), authorization: `Bearer ${newKey("test")}` };
    assert.equal((await app.request(LIST, { headers })).status, 401);
  });

  it("that is unknown is 401", async () => {
    const headers = { cookie: "rushes_session=unknown" };
    assert.deepEqual(await codeOf(await app.request(LIST, { headers })), [401, "UNAUTHORIZED"]);
  });
});
