import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { errorBody } from "#lib/contract/errors.ts";
import { openCaller, postJson } from "../testing/callers.ts";
import { createTestDatabase } from "../testing/database.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { readStream } from "../testing/read-stream.ts";
import { countRows, readEvents } from "../testing/rows.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import { createGeneration } from "./create.ts";
import { sweepOutdated } from "./sweep.ts";

const DAY_MS = 24 * 3_600_000;
const MODEL = "kling-ai/v3/video";
const CREATE = `/api/v1/generation/${MODEL}`;
const STREAM = `/api/v1/generation/sse/${MODEL}`;
const BODY = { prompt: "a cat", duration: 5 };

let nowMs = Date.now();
const opened = await openTestGateway({ hasWorker: false, now: () => new Date(nowMs) });
const { gateway, request, context } = opened;
const { db } = gateway;

let keys = 0;
const newKey = () => `key ${++keys}`;
const ask = (path: string, body: unknown, key: string, send = request) =>
  send(path, postJson(body, { "idempotency-key": key }));

async function idOf(response: Response): Promise<string> {
  const body = await response.json();
  assert.equal(response.status, 202, JSON.stringify(body));
  return body.id;
}

async function conflictOf(response: Response) {
  assert.equal(response.status, 409);
  const error = errorBody.parse(await response.json());
  assert.equal(error.code, "IDEMPOTENCY_CONFLICT");
  return { message: error.message, paths: error.issues?.map(({ path }) => path.join(".")) };
}

async function stored(): Promise<number[]> {
  const tables = ["generations", "generation_events", "graphile_worker._private_jobs"];
  return Promise.all([...tables, "idempotency_keys"].map((table) => countRows(db, table)));
}

describe("the same request with the same key", () => {
  it("gives the same generation again, and says so", async () => {
    const key = newKey();
    const first = await ask(CREATE, BODY, key);
    assert.equal(first.headers.get("idempotent-replayed"), null);
    const id = await idOf(first);
    const before = await stored();
    const again = await ask(CREATE, BODY, key);
    assert.equal(again.headers.get("idempotent-replayed"), "true");
    assert.equal(await idOf(again), id);
    assert.deepEqual(await stored(), before);
  });

  it("is one generation when 200 come at once, whatever the order of the fields", async () => {
    const key = newKey();
    const before = await stored();
    const bodies = [BODY, { duration: 5, prompt: "a cat" }];
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => ask(CREATE, bodies[n % 2], key)),
    );
    const ids = await Promise.all(answers.map(idOf));
    assert.equal(new Set(ids).size, 1);
    const replayed = answers.filter((each) => each.headers.get("idempotent-replayed") === "true");
    assert.equal(replayed.length, 199);
    assert.deepEqual(
      await stored(),
      before.map((n) => n + 1),
    );
  });

  it("is the same to create and to its stream", async () => {
    const key = newKey();
    const id = await idOf(await ask(CREATE, BODY, key));
    const stream = await ask(STREAM, BODY, key);
    assert.equal(stream.headers.get("idempotent-replayed"), "true");
    const reader = readStream(stream);
    const frame = await reader.next();
    assert.deepEqual([frame?.id, frame?.generation.id], [1, id]);
    await reader.leave();
  });

  it("replays in spite of all that would refuse it now", async () => {
    const caller = await openCaller(opened, { workspace: "full" });
    const key = newKey();
    const id = await idOf(await ask(CREATE, BODY, key, caller.request));
    gateway.limits.unfinishedGenerations = 1;
    try {
      assert.equal((await caller.request(CREATE, postJson(BODY))).status, 429);
      assert.equal(await idOf(await ask(CREATE, BODY, key, caller.request)), id);
    } finally {
      gateway.limits.unfinishedGenerations = 500;
    }
  });

  it("replays for a model and a body that would be refused today", async () => {
    const key = newKey();
    const { row } = await createGeneration(context, {
      modelId: MODEL,
      body: BODY,
      idempotencyKey: key,
    });
    await db.pool.query(
      "update idempotency_keys set model = 'gone/model', field_hashes = $1 where key = $2",
      [await hashesOf({ nothing: "known" }), key],
    );
    const path = "/api/v1/generation/gone/model";
    assert.equal(await idOf(await ask(path, { nothing: "known" }, key)), row.id);
    assert.equal((await ask(path, { nothing: "known" }, newKey())).status, 400);
  });

  it("counts apart in another workspace and in the other mode", async () => {
    const key = newKey();
    const others = [
      await openCaller(opened, { workspace: "others" }),
      await openCaller(opened, { mode: "live" }),
      await openCaller(opened),
    ];
    const ids = [await idOf(await ask(CREATE, BODY, key))];
    for (const { request: send } of others)
      ids.push(await idOf(await ask(CREATE, BODY, key, send)));
    assert.equal(new Set(ids).size, 3);
    assert.equal(ids[3], ids[0], "another key of the same workspace and mode");
  });
});

/** The hashes of a body as they are stored. */
async function hashesOf(body: Record<string, unknown>): Promise<unknown> {
  const key = newKey();
  const model = "minimax-tts/speech-02-hd";
  await idOf(await ask(`/api/v1/generation/${model}`, { text: "a", ...body }, key));
  const { rows } = await db.pool.query(
    "select field_hashes - 'text' as hashes from idempotency_keys where key = $1",
    [key],
  );
  return rows[0].hashes;
}

describe("another request with the same key", () => {
  const cases: [string, string, unknown, string[]][] = [
    ["another value", CREATE, { ...BODY, duration: 6 }, ["duration"]],
    ["a value of another type", CREATE, { ...BODY, duration: "5" }, ["duration"]],
    ["a field more", CREATE, { ...BODY, n: 1 }, ["n"]],
    ["a field less", CREATE, { prompt: "a cat" }, ["duration"]],
    ["fields that are not allowed", CREATE, { x: 1, __proto__: null }, ["prompt", "duration", "x"]],
    ["another model", CREATE.replace("v3/video", "v3/vidoe"), BODY, ["model"]],
    [
      "another model and field",
      "/api/v1/generation/google/veo-3.1",
      { ...BODY, duration: 8 },
      ["model", "duration"],
    ],
    ["a list", CREATE, ["a"], ["prompt", "duration", ""]],
    ["its stream with another value", STREAM, { ...BODY, prompt: "a dog" }, ["prompt"]],
  ];
  for (const [what, path, body, paths] of cases) {
    it(`is 409 naming what differs: ${what}`, async () => {
      const key = newKey();
      await idOf(await ask(CREATE, BODY, key));
      const conflict = await conflictOf(await ask(path, body, key));
      assert.deepEqual(conflict.paths, paths);
      for (const name of paths) assert.ok(conflict.message.includes(name || "the body"));
    });
  }

  it("names a field called __proto__ like any other", async () => {
    const key = newKey();
    const tts = "/api/v1/generation/minimax-tts/speech-02-hd";
    await idOf(await ask(tts, { text: "a" }, key));
    const response = await request(tts, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: '{"text":"a","__proto__":1}',
    });
    assert.deepEqual((await conflictOf(response)).paths, ["__proto__"]);
  });

  it("names twenty of many fields, and takes a thousand as a whole", async () => {
    const key = newKey();
    const tts = "/api/v1/generation/minimax-tts/speech-02-hd";
    const fields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, n]));
    await idOf(await ask(tts, { text: "a", ...fields(90) }, key));
    await idOf(await ask(tts, { ...fields(90), text: "a" }, key));
    const fewer = await conflictOf(await ask(tts, { text: "a" }, key));
    assert.equal(fewer.paths?.length, 20);
    assert.match(fewer.message, / and 70 more\.$/);
    const more = await conflictOf(await ask(tts, { text: "a", ...fields(1_000) }, key));
    assert.match(more.message, / and 72 more\.$/, "91 fields that it has not, and the whole of it");
  });

  it("is 409 that says so when the generation was deleted", async () => {
    const key = newKey();
    const id = await idOf(await ask(CREATE, BODY, key));
    await db.pool.query("update generations set deleted_at = now() where id = $1", [id]);
    const conflict = await conflictOf(await ask(CREATE, BODY, key));
    assert.match(conflict.message, /was deleted/);
    assert.equal(conflict.paths, undefined);
  });
});

describe("a request that is refused", () => {
  it("does not use up its key", async () => {
    const key = newKey();
    const refused: [string, unknown, number][] = [
      [CREATE, { prompt: "" }, 400],
      [CREATE, [], 400],
      [`${CREATE}s`, BODY, 400],
      [STREAM, { prompt: 1 }, 400],
    ];
    const before = await stored();
    for (const [path, body, status] of refused) {
      assert.equal((await ask(path, body, key)).status, status);
    }
    assert.deepEqual(await stored(), before);
    const accepted = await ask(CREATE, BODY, key);
    assert.equal(accepted.headers.get("idempotent-replayed"), null);
    await idOf(accepted);
  });

  it("does not use up its key when the workspace is full", async () => {
    const caller = await openCaller(opened, { workspace: "full for now" });
    const key = newKey();
    gateway.limits.unfinishedGenerations = 0;
    assert.equal((await ask(CREATE, BODY, key, caller.request)).status, 429);
    gateway.limits.unfinishedGenerations = 500;
    const accepted = await ask(CREATE, { ...BODY, prompt: "another" }, key, caller.request);
    assert.equal(accepted.headers.get("idempotent-replayed"), null);
    await idOf(accepted);
  });

  const malformed = ["", "x".repeat(256), "caf\u00e9", "tab\there"];
  for (const key of malformed) {
    it(`is INVALID_INPUT of its family for the key ${JSON.stringify(key).slice(0, 20)}`, async () => {
      for (const [path, family] of [
        [CREATE, "VIDEO"],
        [STREAM, "VIDEO"],
        ["/api/v1/generation/bytedance/seedream-4.5", "IMAGE"],
        ["/api/ai/tts/generate", "TTS"],
      ] as const) {
        const response = await ask(path, BODY, key);
        assert.equal(response.status, 400);
        const error = errorBody.parse(await response.json());
        assert.equal(error.code, `${family}_GENERATION_INVALID_INPUT`);
        assert.deepEqual(error.issues, [
          {
            path: ["Idempotency-Key"],
            message: "must have 1 to 255 printable ASCII characters",
          },
        ]);
      }
    });
  }

  it("is accepted with a key of 1 or 255 characters", async () => {
    for (const key of ["~", "x".repeat(255)]) await idOf(await ask(CREATE, BODY, key));
  });
});

describe("a key", () => {
  it("is free again after a day, and swept then", async () => {
    const key = newKey();
    const id = await idOf(await ask(CREATE, BODY, key));
    nowMs += DAY_MS - 1_000;
    assert.equal(await idOf(await ask(CREATE, BODY, key)), id);
    nowMs += 1_000;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(CREATE, { prompt: "another" }, key)),
    );
    const ids = new Set(await Promise.all(answers.map(idOf)));
    assert.equal(ids.size, 1);
    assert.equal(ids.has(id), false);
    await sweepOutdated(gateway);
    assert.equal(await countRows(db, "idempotency_keys where expires_at <= now()"), 0);
    assert.equal(await countRows(db, `idempotency_keys where key = '${key}'`), 1);
    nowMs += DAY_MS;
    await sweepOutdated(gateway);
    assert.equal(await countRows(db, "idempotency_keys"), 0);
  });

  it("outlives the process whose answer was lost", async () => {
    const database = await createTestDatabase();
    const dying = await openTestGateway({ hasWorker: false }, database);
    const key = newKey();
    // Accepted and nobody told, as when the process is killed in between.
    const { row } = await createGeneration(dying.context, {
      modelId: MODEL,
      body: BODY,
      idempotencyKey: key,
    });
    const next = await openTestGateway({ hasWorker: false }, database);
    const again = await ask(CREATE, BODY, key, next.request);
    assert.equal(again.headers.get("idempotent-replayed"), "true");
    assert.equal(await idOf(again), row.id);
    assert.equal((await readEvents(next.gateway.db, row.id)).length, 1);
  });

  it("is not used up when the job cannot be enqueued: all is one statement", async () => {
    const key = newKey();
    const before = await stored();
    await db.pool.query(
      "alter table graphile_worker._private_jobs add constraint full_up check (false) not valid",
    );
    try {
      assert.equal((await ask(CREATE, BODY, key)).status, 500);
    } finally {
      await db.pool.query("alter table graphile_worker._private_jobs drop constraint full_up");
    }
    assert.deepEqual(await stored(), before);
  });

  it("is one generation for two processes that share the database", async () => {
    const other = await openTestGateway({ hasWorker: false }, opened.database);
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => ask(CREATE, BODY, key, n % 2 ? request : other.request)),
    );
    assert.equal(new Set(await Promise.all(answers.map(idOf))).size, 1);
  });
});

describe("a key of work that runs", () => {
  const SPEECH = "/api/ai/tts/generate";
  const speech = { modelId: "minimax-tts/speech-02-hd", input: { text: "Every take." } };

  async function openRunning() {
    const upstream = createScriptedUpstream();
    const running = await openTestGateway({ upstreams: [upstream] });
    async function finish() {
      const path = await running.gateway.media.temporaryPath("mp3");
      const output = await writeOutput(path, { contentType: "audio/mpeg", durationS: 1.5 });
      upstream.say({ state: "completed", outputs: [output] });
    }
    return { upstream, running, finish };
  }

  it("attaches streams to it from its first event, while it runs and after the end", async () => {
    const { running, upstream } = await openRunning();
    const key = newKey();
    const streams = await Promise.all([1, 2, 3].map(() => ask(STREAM, BODY, key, running.request)));
    const output = await writeOutput(await running.gateway.media.temporaryPath("mp4"));
    upstream.say({ state: "completed", outputs: [output] });
    const seen = await Promise.all(streams.map((stream) => readStream(stream).rest()));
    const late = await ask(STREAM, BODY, key, running.request);
    assert.equal(late.headers.get("idempotent-replayed"), "true");
    seen.push(await readStream(late).rest());
    for (const frames of seen) {
      const events = frames.filter(({ id }) => id !== null);
      assert.deepEqual(
        events.map(({ id, generation }) => [id, generation.status]),
        [
          [1, "IN_QUEUE"],
          [2, "IN_PROGRESS"],
          [3, "COMPLETED"],
        ],
      );
    }
    assert.equal(new Set(seen.flat().map(({ generation }) => generation.id)).size, 1);
    assert.equal(upstream.submits.length, 1);
    const created = await ask(CREATE, BODY, key, running.request);
    assert.equal((await created.json()).status, "COMPLETED");
  });

  it("waits for its speech, and gives it again after the end", async () => {
    const { running, upstream, finish } = await openRunning();
    const key = newKey();
    const calls = [1, 2, 3].map(() => ask(SPEECH, speech, key, running.request));
    await finish();
    const answers = await Promise.all(calls);
    answers.push(await ask(SPEECH, speech, key, running.request));
    const ids = new Set(answers.map((each) => each.headers.get("x-generation-id")));
    assert.equal(ids.size, 1);
    assert.match([...ids][0] ?? "", /^gen_/);
    assert.equal(answers[3]?.headers.get("idempotent-replayed"), "true");
    assert.equal(upstream.submits.length, 1);
    for (const answer of answers) {
      assert.equal(answer.status, 200);
      assert.equal((await answer.json()).data.audio.duration, 1.5);
    }
  });

  it("gives the failure of its speech again, with the id", async () => {
    const { running, upstream } = await openRunning();
    upstream.say({ state: "failed", failure: { subCode: "CONTENT_REJECTED" } });
    const key = newKey();
    const first = await ask(SPEECH, speech, key, running.request);
    const again = await ask(SPEECH, speech, key, running.request);
    assert.deepEqual([first.status, again.status], [422, 422]);
    assert.equal((await again.json()).code, "TTS_GENERATION_CONTENT_REJECTED");
    assert.equal(again.headers.get("idempotent-replayed"), "true");
    assert.equal(again.headers.get("x-generation-id"), first.headers.get("x-generation-id"));
    assert.equal(upstream.submits.length, 1);
  });

  it("names what differs in a speech call by its place in the body", async () => {
    const { running, finish } = await openRunning();
    await finish();
    const key = newKey();
    assert.equal((await ask(SPEECH, speech, key, running.request)).status, 200);
    const cases: [unknown, string[]][] = [
      [{ ...speech, input: { text: "Another." } }, ["input.text"]],
      [{ ...speech, input: {} }, ["input.text"]],
      [{ ...speech, modelId: MODEL }, ["model"]],
      [
        { ...speech, modelId: "nobody/knows", input: { voice: "x" } },
        ["model", "input.text", "input.voice"],
      ],
    ];
    for (const [body, paths] of cases) {
      const conflict = await conflictOf(await ask(SPEECH, body, key, running.request));
      assert.deepEqual(conflict.paths, paths);
    }
    const same = { provider: "minimax-tts", model: "speech-02-hd", input: speech.input };
    assert.equal((await ask(SPEECH, same, key, running.request)).status, 200);
  });
});
