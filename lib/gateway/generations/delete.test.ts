import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { REMOVE_MEDIA } from "../jobs/names.ts";
import { openCaller } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { listFiles } from "../testing/list-files.ts";
import { readEvents, readRow } from "../testing/rows.ts";
import { pictures } from "../testing/sample-files.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import { until } from "../testing/until.ts";
import { deleteGeneration } from "./delete.ts";
import { mediaKeysOf } from "./media-of.ts";

const MODEL = "google/nano-banana-2";
const SECRET = "the secret of Mrs Doe";

const upstream = createScriptedUpstream();
const opened = await openTestGateway({ upstreams: [upstream] });
const { gateway, client, request, dataDir } = opened;

/** A generation that was completed, with an uploaded file and a result. */
async function completed(): Promise<string> {
  upstream.say({ state: "pending", progress: null, queuePosition: 0 });
  const picture = `data:image/png;base64,${pictures.png.toString("base64")}`;
  const created = await client.create(MODEL, { prompt: SECRET, image_urls: [picture] });
  assert.ok(created.ok, JSON.stringify(created));
  const output = await writeOutput(await gateway.media.temporaryPath("png"));
  upstream.say({ state: "completed", outputs: [output] });
  const ended = await client.waitFor(created.data.id);
  assert.ok(ended.ok && ended.data.status === "COMPLETED", JSON.stringify(ended));
  return created.data.id;
}

async function failed(): Promise<string> {
  upstream.say({
    state: "failed",
    failure: {
      subCode: "INVALID_INPUT",
      message: `${SECRET} is not a prompt.`,
      issues: [{ path: ["prompt"], message: `must not be ${SECRET}` }],
      suggestions: [SECRET],
    },
  });
  const created = await client.create(MODEL, { prompt: SECRET });
  assert.ok(created.ok);
  const ended = await client.waitFor(created.data.id);
  assert.ok(ended.ok && ended.data.status === "FAILED");
  return created.data.id;
}

async function stored(id: string): Promise<string> {
  const rows = [await readRow(gateway.db, id), await readEvents(gateway.db, id)];
  return JSON.stringify(rows);
}

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, (await response.json()).code];
}

describe("deleting a generation", () => {
  it("removes its files, made and uploaded, and no others", async () => {
    const [kept, id] = [await completed(), await completed()];
    const before = await listFiles(dataDir);
    const shown = await client.get(id);
    assert.ok(shown.ok && shown.data.data?.type === "image");
    const links = [shown.data.data.image.url, ...(shown.data.input.image_urls as string[])];
    for (const link of links) assert.equal((await request(link)).status, 200);
    const removed = await client.remove(id);
    assert.deepEqual(removed, { ok: true, data: { id, deleted: true } });
    for (const link of links)
      assert.deepEqual(await codeOf(await request(link)), [404, "NOT_FOUND"]);
    const left = await listFiles(dataDir);
    assert.deepEqual(
      left,
      before.filter((file) => !file.includes(id)),
    );
    assert.equal(left.filter((file) => file.includes(kept)).length, 2);
    const folders = await readdir(path.join(dataDir, "media"), { recursive: true });
    assert.deepEqual(
      folders.filter((folder) => folder.includes(id)),
      [],
    );
  });

  it("forgets the input and every word that may quote it, and keeps what the ledger needs", async () => {
    for (const id of [await completed(), await failed()]) {
      const before = await readRow(gateway.db, id);
      assert.match(await stored(id), /Mrs Doe/);
      assert.ok((await client.remove(id)).ok);
      assert.doesNotMatch(await stored(id), /Mrs|Doe|doe|upload:/);
      const after = await readRow(gateway.db, id);
      assert.ok(after.deletedAt);
      const { input, files, failure, upstreamRef, deletedAt, ...ledger } = after;
      assert.deepEqual({ ...before, ...ledger, deletedAt: null }, before);
      assert.deepEqual([input, files, upstreamRef], [{}, null, null]);
      assert.equal(failure?.code, before.failure?.code);
      const states = (await readEvents(gateway.db, id)).map(({ state }) => state);
      assert.equal(states.at(-1)?.status, before.status);
      assert.deepEqual(states.at(-1)?.failure, failure);
      assert.ok(states.every((state) => state.files === null));
    }
  });

  it("makes it unknown to everything that could be asked of it", async () => {
    const id = await completed();
    assert.ok((await client.remove(id)).ok);
    const asked: [string, string][] = [
      ["GET", `/api/v1/generation/${id}`],
      ["GET", `/api/v1/generation/${id}/events`],
      ["POST", `/api/v1/generation/${id}/cancel`],
      ["DELETE", `/api/v1/generation/${id}`],
    ];
    for (const [method, target] of asked) {
      assert.deepEqual(await codeOf(await request(target, { method })), [404, "NOT_FOUND"], target);
    }
    for (const query of [{}, { q: "secret" }, { status: "COMPLETED" }, { model: MODEL }] as const) {
      const page = await client.list({ ...query, limit: 100 });
      assert.ok(page.ok && !page.data.items.some((item) => item.id === id));
    }
  });

  it("of one that has not ended is 409 naming its state, and changes nothing", async () => {
    upstream.say({ state: "pending", progress: null, queuePosition: 1 });
    const created = await client.create(MODEL, { prompt: SECRET });
    assert.ok(created.ok);
    const { id } = created.data;
    const response = await request(`/api/v1/generation/${id}`, { method: "DELETE" });
    const body = await response.json();
    assert.deepEqual([response.status, body.code], [409, "IDEMPOTENCY_CONFLICT"]);
    assert.equal(body.next_action, "retry_later");
    assert.match(
      body.message,
      /^The generation has not ended: it is IN_QUEUE\. Cancel it first\.$/,
    );
    assert.match(await stored(id), /Mrs Doe/);
    assert.ok((await client.cancel(id)).ok);
    assert.ok((await client.remove(id)).ok);
    assert.doesNotMatch(await stored(id), /Mrs Doe/);
  });

  it("happens once, however many ask for it at the same time", async () => {
    const id = await completed();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => request(`/api/v1/generation/${id}`, { method: "DELETE" })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, 404, 404, 404, 404]);
  });

  it("is for its workspace and mode alone, and for keys that may write", async () => {
    const id = await completed();
    const target = `/api/v1/generation/${id}`;
    const strangers = [
      [await openCaller(opened, { workspace: "other" }), 404],
      [await openCaller(opened, { mode: "live" }), 404],
      [await openCaller(opened, { scopes: ["generations:read"] }), 403],
    ] as const;
    for (const [stranger, status] of strangers) {
      assert.equal((await stranger.request(target, { method: "DELETE" })).status, status);
    }
    assert.equal((await opened.app.request(target, { method: "DELETE" })).status, 401);
    assert.equal((await request(target)).status, 200);
    for (const unknown of ["gen_x", "gen_01kjkb42q0d9dd881563tw44y3", "gen_%00"]) {
      const response = await request(`/api/v1/generation/${unknown}`, { method: "DELETE" });
      assert.deepEqual(await codeOf(response), [404, "NOT_FOUND"], unknown);
    }
  });

  it("leaves no other use of its files: a link to one is no longer taken for a file of ours", async () => {
    const id = await completed();
    const shown = await client.get(id);
    assert.ok(shown.ok && shown.data.data?.type === "image");
    const link = shown.data.data.image.url;
    assert.ok((await client.remove(id)).ok);
    upstream.say({ state: "pending", progress: null, queuePosition: 1 });
    const created = await client.create(MODEL, { prompt: "a", image_urls: [link] });
    assert.ok(created.ok);
    assert.deepEqual((await readRow(gateway.db, created.data.id)).input.image_urls, [link]);
    assert.ok((await client.cancel(created.data.id)).ok);
  });
});

describe("files of a deleted generation that could not be removed at once", () => {
  it("are removed by a job, in whatever process", async () => {
    const id = await completed();
    const keys = mediaKeysOf(gateway, await readRow(gateway.db, id));
    assert.equal(keys.length, 2);
    const broken = {
      ...gateway,
      media: { ...gateway.media, remove: () => Promise.reject(new Error("the disk is away")) },
    };
    const answer = await deleteGeneration({ ...opened.context, gateway: broken }, id);
    assert.deepEqual(answer, { id, deleted: true });
    await until("the job has removed them", async () => {
      const left = await Promise.all(keys.map((key) => gateway.media.stat(key)));
      return left.every((file) => file === null);
    });
    await until("the job is done", async () => {
      const { rows } = await gateway.db.pool.query(
        "select from graphile_worker.jobs where task_identifier = $1",
        [REMOVE_MEDIA],
      );
      return rows.length === 0;
    });
  });
});
