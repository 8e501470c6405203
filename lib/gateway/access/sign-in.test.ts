import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openTestGateway } from "../testing/gateway.ts";
import { closeSession, createSignInToken, openSession, signInUrl } from "./sign-in.ts";

const DAY_MS = 24 * 3600 * 1000;
const { gateway, workspaceId, request, app } = await openTestGateway({ hasWorker: false });
const { db } = gateway;
const now = new Date("2026-11-23T10:00:00.000Z");
const newToken = () => createSignInToken(db, { workspaceId, mode: "test", now });

describe("a sign-in token", () => {
  it("opens one session", async () => {
    const token = await newToken();
    assert.equal((await openSession(db, token, now)).ok, true);
    assert.deepEqual(await openSession(db, token, now), { ok: false, problem: "used" });
  });

  it("opens one session of twenty that are tried at once", async () => {
    const token = await newToken();
    const tries = await Promise.all(Array.from({ length: 20 }, () => openSession(db, token, now)));
    assert.equal(tries.filter(({ ok }) => ok).length, 1);
    const problems = new Set(tries.flatMap((opened) => (opened.ok ? [] : [opened.problem])));
    assert.deepEqual([...problems], ["used"]);
  });

  it("is good for a day and no longer", async () => {
    const justInTime = new Date(now.getTime() + DAY_MS - 1);
    assert.equal((await openSession(db, await newToken(), justInTime)).ok, true);
    const late = new Date(now.getTime() + DAY_MS);
    assert.deepEqual(await openSession(db, await newToken(), late), {
      ok: false,
      problem: "expired",
    });
  });

  it("is not stored, nor is the cookie of its session", async () => {
    const token = await newToken();
    const opened = await openSession(db, token, now);
    assert.ok(opened.ok);
    const { rows } = await db.pool.query(
      "select row_to_json(l)::text as text from sign_in_links l union all select row_to_json(s)::text from sessions s",
    );
    const stored = rows.map((row) => row.text).join("\n");
    assert.ok(stored.includes(workspaceId));
    assert.equal(stored.includes(token) || stored.includes(opened.cookie), false);
  });
});

describe("the session of a console", () => {
  async function signIn(): Promise<{ cookie: string; setCookie: string }> {
    const token = await createSignInToken(db, { workspaceId, mode: "test", now: new Date() });
    const response = await app.request(signInUrl("", token));
    assert.equal(response.status, 303);
    assert.equal(response.headers.get("location"), "/playground");
    const setCookie = response.headers.get("set-cookie") ?? "";
    return { cookie: setCookie.split(";")[0] ?? "", setCookie };
  }

  it("is a cookie that scripts and other sites do not get", async () => {
    const { setCookie } = await signIn();
    assert.match(setCookie, /^rushes_session=[0-9A-Za-z]{43};/);
    for (const flag of [/HttpOnly/, /SameSite=Lax/, /Path=\//, /Max-Age=2592000/]) {
      assert.match(setCookie, flag);
    }
    assert.doesNotMatch(setCookie, /Secure/);
  });

  it("is a secure cookie behind https", async () => {
    const https = await openTestGateway({ hasWorker: false, publicUrl: "https://rushes.example" });
    const token = await createSignInToken(https.gateway.db, {
      workspaceId: https.workspaceId,
      mode: "test",
      now: new Date(),
    });
    const response = await https.app.request(signInUrl("", token));
    assert.match(response.headers.get("set-cookie") ?? "", /Secure/);
  });

  it("reads as its workspace", async () => {
    const { cookie } = await signIn();
    const response = await app.request("/api/v1/session", { headers: { cookie } });
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), {
      workspace: { id: workspaceId, name: "default" },
      mode: "test",
      via: "session",
    });
    assert.equal((await app.request("/api/v1/generations", { headers: { cookie } })).status, 200);
  });

  it("leads to the sign-in page with the problem for a token that is no good", async () => {
    for (const query of ["", "?token=", "?token=nonsense"]) {
      const response = await app.request(`/api/session/open${query}`);
      assert.equal(response.headers.get("location"), "/sign-in?problem=expired");
      assert.equal(response.headers.get("set-cookie"), null);
    }
  });

  it("ends when it is closed", async () => {
    const { cookie } = await signIn();
    const headers = { cookie, origin: "http://rushes.test" };
    const closed = await app.request("/api/v1/session", { method: "DELETE", headers });
    assert.deepEqual([closed.status, await closed.json()], [200, { ok: true }]);
    assert.match(closed.headers.get("set-cookie") ?? "", /rushes_session=; Max-Age=0/);
    assert.equal((await app.request("/api/v1/session", { headers: { cookie } })).status, 401);
    await closeSession(db, "unknown");
  });

  it("is over after thirty days", async () => {
    const { cookie } = await signIn();
    await db.pool.query("update sessions set expires_at = now() - interval '1 second'");
    const response = await app.request("/api/v1/session", { headers: { cookie } });
    assert.equal(response.status, 401);
  });

  it("is not needed with a key", async () => {
    const response = await request("/api/v1/session");
    assert.equal((await response.json()).via, "key");
  });
});
