import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { generation } from "#lib/contract/generation.ts";
import { uploadKeysOf } from "../assets/media-reference.ts";
import { signMediaUrl } from "../assets/signed-url.ts";
import { openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway, TEST_ORIGIN } from "../testing/gateway.ts";
import { listFiles } from "../testing/list-files.ts";
import { readStream } from "../testing/read-stream.ts";
import { readRow } from "../testing/rows.ts";
import { bomb, heads, picture, pictures } from "../testing/sample-files.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import { fetchInputFile } from "../upstreams/sandbox/input-files.ts";

const HOUR_MS = 3_600_000;
const FILE_MAX_BYTES = 1_000_000;
let skippedMs = 0;
const now = () => new Date(Date.now() + skippedMs);
const opened = await openTestGateway({ now, hasWorker: false });
const { gateway, client, request, dataDir } = opened;
const upstream = createScriptedUpstream();
const working = await openTestGateway({ now, upstreams: [upstream] });
const other = await openCaller(opened, { workspace: "other" });
const live = await openCaller(opened, { mode: "live" });

const fetchPicture = (url: string) =>
  fetchInputFile(gateway, { kind: "image", url, path: ["image_urls", 0] }, FILE_MAX_BYTES);

const CREATE = "/api/v1/generation/google/nano-banana-2";
const CLOSED_MODEL = "/api/v1/generation/bytedance/seedream-4.5";
const OPEN_MODEL = "/api/v1/generation/qwen/qwen-3-tts/text-to-speech/1.7b";

type Line = [string, string | Uint8Array, string?];

function formOf(lines: Line[]): FormData {
  const form = new FormData();
  for (const [name, value, fileName = "upload"] of lines) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([Uint8Array.from(value)]), fileName);
  }
  return form;
}

/** Sends a form in one piece and gives the answer. */
async function post(lines: Line[], path = CREATE, send = request) {
  const encoded = new Response(formOf(lines));
  const type = encoded.headers.get("content-type") ?? "";
  return send(path, {
    method: "POST",
    headers: { "content-type": type },
    body: await encoded.arrayBuffer(),
  });
}

async function created(response: Response) {
  assert.equal(response.status, 202, await response.clone().text());
  return generation.parse(await response.json());
}

async function refused(response: Response) {
  const body = await response.json();
  return { status: response.status, code: body.code, issues: body.issues };
}

const urls = (input: Record<string, unknown>, field = "image_urls") => input[field] as string[];

/** What the gateway with a worker is given from now on. */
async function finishAtOnce(extension: "png" | "mp3") {
  const path = await working.gateway.media.temporaryPath(extension);
  const contentType = extension === "png" ? "image/png" : "audio/mpeg";
  const output = await writeOutput(path, { contentType, durationS: 1 });
  upstream.say({ state: "completed", outputs: [output] });
}

async function fetchMedia(url: string | undefined, from = request) {
  const response = await from(url ?? "");
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get("content-type"), bytes };
}

async function read(id: string, from = client) {
  const result = await from.get(id);
  assert.ok(result.ok);
  return result.data;
}

beforeEach(() => {
  skippedMs = 0;
});

describe("a file that comes with a request", () => {
  it("is stored, and stands in the input by its link, wherever the generation is shown", async () => {
    const made = await created(
      await post([
        ["prompt", "a cat"],
        ["n", "2"],
        ["image_urls", "https://pictures.example/a.png"],
        ["image_urls", pictures.webp, "Mein Bild (1).PNG"],
      ]),
    );
    assert.deepEqual([made.input.prompt, made.input.n], ["a cat", 2]);
    const [first, second] = urls(made.input);
    assert.equal(first, "https://pictures.example/a.png");
    assert.match(
      second ?? "",
      new RegExp(`^${TEST_ORIGIN}/media/uploads/${made.id}-\\w{22}/mein-bild-1\\.webp\\?expires=`),
    );
    assert.deepEqual(await fetchMedia(second), {
      status: 200,
      type: "image/webp",
      bytes: pictures.webp,
    });
    const shown = await read(made.id);
    assert.deepEqual(shown.input, made.input);
    const list = await client.list({ limit: 1 });
    assert.deepEqual(list.ok && list.data.items[0]?.input, made.input);
    const events = readStream(await request(`/api/v1/generation/${made.id}/events`));
    assert.deepEqual((await events.next())?.generation.input, made.input);
    await events.leave();
  });

  it("may come by the client", async () => {
    const made = await client.createWithFiles(
      "google/nano-banana-2",
      formOf([
        ["prompt", "a"],
        ["image_urls", pictures.avif, "a.avif"],
      ]),
    );
    assert.ok(made.ok, JSON.stringify(made));
    assert.match(urls(made.data.input)[0] ?? "", /\/a\.avif\?/);
  });

  it("works for a stream too", async () => {
    const path = CREATE.replace("generation/", "generation/sse/");
    const stream = readStream(
      await post(
        [
          ["prompt", "a"],
          ["image_urls", pictures.png],
        ],
        path,
      ),
    );
    const frame = await stream.next();
    assert.equal((await fetchMedia(urls(frame?.generation.input ?? {})[0])).status, 200);
    await stream.leave();
  });

  it("has a link that works each time the generation is read, though each ends after a day", async () => {
    const made = await created(
      await post([
        ["prompt", "a"],
        ["image_urls", pictures.png],
      ]),
    );
    skippedMs = 72 * HOUR_MS;
    assert.equal((await fetchMedia(urls(made.input)[0])).status, 403);
    const shown = await read(made.id);
    assert.deepEqual((await fetchMedia(urls(shown.input)[0])).bytes, pictures.png);
  });

  it("is kept in the row by a reference that tells no link, and that the sandbox reads days later", async () => {
    const made = await created(
      await post([
        ["prompt", "a"],
        ["image_urls", pictures.png],
      ]),
    );
    const { input } = await readRow(gateway.db, made.id);
    const [reference = ""] = urls(input);
    assert.doesNotMatch(reference, /https?:|expires|signature/);
    assert.equal(uploadKeysOf(input, gateway.urlSecret).length, 1);
    skippedMs = 72 * HOUR_MS;
    const file = await fetchPicture(reference);
    assert.equal(file.isTemporary, false);
    await gateway.media.remove(uploadKeysOf(input, gateway.urlSecret)[0] ?? "");
    await assert.rejects(fetchPicture(reference), {
      message: "image_urls.0 leads to a file that has been removed.",
    });
  });

  it("reaches the upstream by that reference", async () => {
    await finishAtOnce("png");
    const form: Line[] = [
      ["prompt", "a"],
      ["image_urls", pictures.png],
    ];
    const made = await created(await post(form, CREATE, working.request));
    await working.client.waitFor(made.id);
    const job = upstream.submits.find((each) => each.generationId === made.id);
    assert.deepEqual(job?.input, (await readRow(working.gateway.db, made.id)).input);
  });
});

describe("data in place of a URL", () => {
  const dataUrl = (bytes: Buffer) => `data:text/plain;base64,${bytes.toString("base64")}`;

  it("are stored like a file, and the row does not carry them", async () => {
    const image_urls = ["https://pictures.example/a.png", dataUrl(pictures.gif)];
    const made = await created(await request(CREATE, postJson({ prompt: "a", image_urls })));
    assert.equal(urls(made.input)[0], image_urls[0]);
    assert.match(urls(made.input)[1] ?? "", /\/image-urls\.gif\?/);
    assert.deepEqual((await fetchMedia(urls(made.input)[1])).bytes, pictures.gif);
    const row = await readRow(gateway.db, made.id);
    assert.doesNotMatch(JSON.stringify(row.input), /base64/);
  });

  it("may come among the texts of a form", async () => {
    const made = await created(
      await post([
        ["prompt", "a"],
        ["image_urls", dataUrl(pictures.png)],
        ["image_urls", pictures.gif],
      ]),
    );
    assert.deepEqual(
      await Promise.all(urls(made.input).map(async (url) => (await fetchMedia(url)).type)),
      ["image/png", "image/gif"],
    );
  });

  it("work where the call waits for the result", async () => {
    const input = { text: "a", speaker_voice_embedding_file_url: dataUrl(Buffer.from("weights")) };
    const body = { modelId: "qwen/qwen-3-tts/text-to-speech/1.7b", input };
    await finishAtOnce("mp3");
    const response = await working.request("/api/ai/tts/generate", postJson(body));
    assert.equal(response.status, 200, await response.clone().text());
    const id = response.headers.get("x-generation-id") ?? "";
    const row = await readRow(working.gateway.db, id);
    const [key = ""] = uploadKeysOf(row.input, working.gateway.urlSecret);
    assert.match(key, /speaker-voice-embedding-file-url\.bin$/);
  });

  it("are refused with their path when they are not base64, empty, or not what the field takes", async () => {
    const cases: [string, string][] = [
      ["data:image/png;base64,A", "must be a data URL of valid base64"],
      ["data:image/png;base64,", "is an empty file"],
      [
        dataUrl(heads.mp4),
        "is video/mp4; must be one of image/png, image/jpeg, image/webp, image/gif, image/avif",
      ],
    ];
    for (const [url, message] of cases) {
      const image_urls = [dataUrl(pictures.png), url];
      const before = await listFiles(dataDir);
      const answer = await refused(await request(CREATE, postJson({ prompt: "a", image_urls })));
      assert.deepEqual(answer, {
        status: 400,
        code: "IMAGE_GENERATION_INVALID_INPUT",
        issues: [{ path: ["image_urls", 1], message }],
      });
      assert.deepEqual(await listFiles(dataDir), before);
    }
  });
});

describe("a request with files that is refused", () => {
  const image: Line = ["image_urls", pictures.png, "a.png"];
  const cases: [string, Line[], string[]][] = [
    ["for another field", [["prompt", ""], ["resolution", "9K"], image], ["prompt", "resolution"]],
    ["for a missing field", [image], ["prompt"]],
    ["for an unknown field", [["prompt", "a"], ["promtp", "b"], image], ["promtp"]],
    [
      "for a film named as a picture",
      [["prompt", "a"], image, ["image_urls", heads.mp4, "b.png"]],
      ["image_urls.1"],
    ],
    [
      "for a bomb",
      [["prompt", "a"], image, ["image_urls", bomb(20_000, 20_000)]],
      ["image_urls.1"],
    ],
    [
      "for a picture cut off",
      [
        ["prompt", "a"],
        ["image_urls", pictures.png.subarray(0, 60)],
      ],
      ["image_urls.0"],
    ],
    [
      "for every bad file at once",
      [["prompt", "a"], ["image_urls", heads.mp4], image, ["image_urls", heads.pdf]],
      ["image_urls.0", "image_urls.2"],
    ],
  ];
  for (const [why, lines, paths] of cases) {
    it(`leaves no file: ${why}`, async () => {
      const before = await listFiles(dataDir);
      const { status, issues } = await refused(await post(lines, CLOSED_MODEL));
      assert.equal(status, 400);
      assert.deepEqual(
        issues.map((issue: { path: string[] }) => issue.path.join(".")),
        paths,
      );
      assert.deepEqual(await listFiles(dataDir), before);
    });
  }

  it("leaves no file when it cannot be accepted after all", async () => {
    const before = await listFiles(dataDir);
    const { pool } = gateway.db;
    const table = "graphile_worker._private_jobs";
    await pool.query(`alter table ${table} add constraint full_up check (false) not valid`);
    try {
      assert.equal((await post([["prompt", "a"], image])).status, 500);
    } finally {
      await pool.query(`alter table ${table} drop constraint full_up`);
    }
    assert.deepEqual(await listFiles(dataDir), before);
  });

  it("is refused before its body is read when the caller or the model is unknown", async () => {
    const unread = (path: string, headers: Record<string, string>) => {
      const body = new ReadableStream(
        { pull: () => assert.fail("was read") },
        { highWaterMark: 0 },
      );
      const type = { "content-type": "multipart/form-data; boundary=b" };
      return opened.app.request(path, {
        method: "POST",
        headers: { ...type, ...headers },
        body,
        duplex: "half",
      } as RequestInit);
    };
    assert.equal((await unread(CREATE, {})).status, 401);
    const authorization = `Bearer ${opened.key}`;
    const unknown = await unread("/api/v1/generation/nobody/image", { authorization });
    assert.equal((await unknown.json()).code, "IMAGE_GENERATION_UNSUPPORTED_MODEL");
  });

  it("is told both types when it comes in another", async () => {
    const response = await request(CREATE, {
      method: "POST",
      body: "a",
      headers: { "content-type": "text/plain" },
    });
    assert.equal(response.status, 415);
    assert.equal(response.headers.get("accept"), "application/json, multipart/form-data");
  });
});

describe("a link to a file of ours", () => {
  const link = (key: string) =>
    signMediaUrl({ origin: TEST_ORIGIN, secret: gateway.urlSecret, key, now: now() });

  async function createWith(url: string) {
    return created(await request(CREATE, postJson({ prompt: "a", image_urls: [url] })));
  }

  async function upload(send = request) {
    const form: Line[] = [
      ["prompt", "a"],
      ["image_urls", await picture("png", "#123456")],
    ];
    return created(await post(form, CREATE, send));
  }

  it("to a file of the workspace goes on working after its day, and its owner keeps the file", async () => {
    const owner = await upload();
    const [given = ""] = urls(owner.input);
    const made = await createWith(given);
    skippedMs = 72 * HOUR_MS;
    const [url] = urls((await read(made.id)).input);
    assert.notEqual(url, given);
    assert.equal((await fetchMedia(url)).status, 200);
    const { input } = await readRow(gateway.db, made.id);
    assert.deepEqual(uploadKeysOf(input, gateway.urlSecret), []);
    assert.equal((await fetchPicture(urls(input)[0] ?? "")).isTemporary, false);
  });

  it("to a result of the workspace goes on working too", async () => {
    await finishAtOnce("png");
    const send = working.request;
    const source = await created(await send(CREATE, postJson({ prompt: "a" })));
    const ended = await working.client.waitFor(source.id);
    assert.ok(ended.ok && ended.data.data?.type === "image");
    await finishAtOnce("png");
    const image_urls = [ended.data.data.image.url];
    const made = await created(await send(CREATE, postJson({ prompt: "a", image_urls })));
    skippedMs = 72 * HOUR_MS;
    const { input } = await read(made.id, working.client);
    assert.equal((await fetchMedia(urls(input)[0], send)).status, 200);
  });

  for (const [whose, caller] of [
    ["another workspace", other],
    ["the other mode", live],
  ] as const) {
    it(`to a file of ${whose} stays as it was given: it is never signed anew`, async () => {
      const theirs = await upload(caller.request);
      const [given = ""] = urls(theirs.input);
      const made = await createWith(given);
      assert.deepEqual(urls(made.input), [given]);
      skippedMs = 72 * HOUR_MS;
      assert.deepEqual(urls((await read(made.id)).input), [given]);
      assert.equal((await fetchMedia(given)).status, 403);
    });
  }

  it("that has ended or that we have not made is never signed, however it is written", async () => {
    const mine = await upload();
    const [key = ""] = uploadKeysOf((await readRow(gateway.db, mine.id)).input, gateway.urlSecret);
    const past = link(key);
    skippedMs = 72 * HOUR_MS;
    for (const url of [
      past,
      `${TEST_ORIGIN}/media/${key}`,
      link(key).replace(/signature=(.)/, (_, first) => `signature=${first === "A" ? "B" : "A"}`),
    ]) {
      const made = await createWith(url);
      assert.deepEqual(urls(made.input), [url]);
      assert.deepEqual(urls((await readRow(gateway.db, made.id)).input), [url]);
    }
  });

  it("cannot be had by writing a reference", async () => {
    const mine = await upload();
    const [key = ""] = uploadKeysOf((await readRow(gateway.db, mine.id)).input, gateway.urlSecret);
    const forged = [key, `upload:${key}`, `upload:${"A".repeat(43)}:${key}`];
    for (const text of forged) {
      const body = { prompt: "a", image_urls: [text] };
      assert.equal((await request(CREATE, postJson(body))).status, 400);
      const open = { text: "a", anything: text, list: [text] };
      const made = await created(await request(OPEN_MODEL, postJson(open)));
      assert.deepEqual([made.input.anything, made.input.list], [text, [text]]);
      const row = await readRow(gateway.db, made.id);
      assert.deepEqual(uploadKeysOf(row.input, gateway.urlSecret), []);
    }
  });
});
