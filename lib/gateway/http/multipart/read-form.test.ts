import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { findModel } from "#lib/contract/models/catalogue.ts";
import type { Model } from "#lib/contract/models/model.ts";
import { openDiskStore } from "../../assets/disk-store.ts";
import { isAway } from "../../db/is-away.ts";
import { isGatewayError } from "../../errors.ts";
import { type FormLimits, readForm } from "./read-form.ts";

const folder = await mkdtemp(path.join(tmpdir(), "rushes-form-"));
after(() => rm(folder, { recursive: true, force: true }));
const media = await openDiskStore(folder);
const left = () => readdir(path.join(folder, "tmp"));

function model(id: string): Model {
  const found = findModel(id);
  assert.ok(found);
  return found;
}
const kling = model("kling-ai/v3/video");
const banana = model("google/nano-banana-2");
const speech = model("minimax-tts/speech-02-hd");

const SMALL: FormLimits = { fileBytes: 1_000, requestBytes: 4_000, textBytes: 100, parts: 4 };

type Line = [string, string | Blob, string?];

function requestOf(lines: Line[], headers: Record<string, string> = {}): Request {
  const form = new FormData();
  for (const [name, value, fileName] of lines) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, value, fileName ?? "a.png");
  }
  const request = new Request("http://x/", { method: "POST", body: form });
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  return request;
}

async function refusal(request: Request, into = kling, limits = SMALL) {
  const error = await readForm(media, request, into, limits).then(
    () => assert.fail("was taken"),
    (thrown: unknown) => thrown,
  );
  assert.ok(isGatewayError(error), String(error));
  assert.deepEqual(await left(), [], "no file is left");
  return { code: error.code, message: error.message, issues: error.details.issues };
}

const blob = (sizeBytes: number) => new Blob(["x".repeat(sizeBytes)]);

describe("a form", () => {
  it("is the body that its texts and files stand for; the files are gone when it is put away", async () => {
    const request = requestOf([
      ["prompt", "“déjà vu” 🎬"],
      ["duration", "4"],
      ["first_frame_url", blob(1_000), "Straße.PNG"],
    ]);
    const form = await readForm(media, request, kling, SMALL);
    assert.deepEqual(form.body, {
      prompt: "“déjà vu” 🎬",
      duration: 4,
      first_frame_url: "http://file.invalid/",
    });
    const [received] = form.files;
    assert.ok(received);
    const bytes = await readFile(received.file.localPath);
    assert.equal(bytes.toString(), "x".repeat(1_000));
    assert.deepEqual(received.path, ["first_frame_url"]);
    assert.equal(received.file.fileName, "Straße.PNG");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    assert.equal(form.fingerprint.first_frame_url, `sha256:${sha256}`);
    await form.dispose();
    assert.deepEqual(await left(), []);
  });

  it("leaves out the file that a browser's empty line stands for", async () => {
    const request = requestOf([
      ["prompt", "a"],
      ["image_url", new Blob([]), ""],
    ]);
    const { body, dispose } = await readForm(media, request, kling, SMALL);
    assert.deepEqual(body, { prompt: "a" });
    await dispose();
    assert.deepEqual(await left(), []);
  });
});

describe("a form over a bound", () => {
  const cases: [string, Line[], string][] = [
    [
      "a file",
      [["first_frame_url", blob(1_001)]],
      "first_frame_url is too large: one file may have at most 1000 bytes.",
    ],
    [
      "the whole",
      [
        ["first_frame_url", blob(900)],
        ["last_frame_url", blob(900)],
        ["image_url", blob(900)],
        ["image_url", blob(900)],
      ],
      "A whole request may have at most 4000 bytes.",
    ],
    [
      "its texts",
      [
        ["prompt", "x".repeat(60)],
        ["negative_prompt", "x".repeat(60)],
      ],
      "negative_prompt is too long: the texts of a form may have at most 100 bytes together.",
    ],
    [
      "its parts",
      [
        ["prompt", ""],
        ["prompt", ""],
        ["prompt", ""],
        ["prompt", ""],
        ["prompt", ""],
      ],
      "A form may have at most 4 parts.",
    ],
  ];
  for (const [what, lines, message] of cases) {
    it(`is too large: ${what}`, async () => {
      const refused = await refusal(requestOf(lines));
      assert.deepEqual(refused, { code: "PAYLOAD_TOO_LARGE", message, issues: undefined });
    });
  }

  it("is too large by what it says of itself, before anything is read", async () => {
    const request = requestOf([["prompt", "a"]], { "content-length": "4001" });
    assert.equal((await refusal(request)).code, "PAYLOAD_TOO_LARGE");
    assert.equal(request.bodyUsed, false);
  });

  it("is not read on, and the bounds are those of the contract", async () => {
    let sent = 0;
    const head = '--b\r\nContent-Disposition: form-data; name="image_url"; filename="a"\r\n\r\n';
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          controller.enqueue(sent === 0 ? Buffer.from(head) : new Uint8Array(4 * 1024 * 1024));
          sent += 1;
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const request = new Request("http://x/", {
      method: "POST",
      body,
      headers,
      duplex: "half",
    } as RequestInit);
    const error = await readForm(media, request, kling).catch((thrown: unknown) => thrown);
    assert.ok(isGatewayError(error));
    assert.equal(error.message, "image_url is too large: one file may have at most 200 MiB.");
    assert.ok(sent > 50 && sent < 54, `${sent} pieces of 4 MiB were asked for`);
    assert.deepEqual(await left(), []);
  });
});

describe("a form that does not fit", () => {
  it("names the field, and where files go", async () => {
    const lines: Line[] = [
      ["first_frame_url", blob(9)],
      ["prompt", blob(9)],
    ];
    assert.deepEqual(await refusal(requestOf(lines)), {
      code: "VIDEO_GENERATION_INVALID_INPUT",
      message:
        "prompt must not be a file; files go under image_url, first_frame_url, last_frame_url.",
      issues: [
        {
          path: ["prompt"],
          message: "must not be a file; files go under image_url, first_frame_url, last_frame_url",
        },
      ],
    });
    const { issues } = await refusal(requestOf([["voice", blob(9)]]), speech);
    assert.equal(issues?.[0]?.message, "must not be a file; this model takes no files");
  });

  it("may be of texts alone for a model that takes no files", async () => {
    const { body } = await readForm(media, requestOf([["text", "hello"]]), speech, SMALL);
    assert.deepEqual(body, { text: "hello" });
  });

  it("says which text is not UTF-8", async () => {
    const body = Buffer.from(
      '--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n\xe9\r\n--b--',
      "latin1",
    );
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const request = new Request("http://x/", { method: "POST", body, headers });
    assert.deepEqual((await refusal(request)).issues, [
      { path: ["prompt"], message: "must be UTF-8" },
    ]);
  });

  it("is refused with every file that had arrived put away", async () => {
    const lines: Line[] = [
      ["image_urls", blob(9)],
      ["image_urls", new Blob([]), "b.png"],
      ["image_urls", blob(9)],
    ];
    const { issues } = await refusal(requestOf(lines), banana);
    assert.deepEqual(issues, [{ path: ["image_urls", 1], message: "is an empty file" }]);
  });
});

describe("a body that is no form", () => {
  const send = (body: string | null, type: string) =>
    new Request("http://x/", { method: "POST", body, headers: { "content-type": type } });
  const cases: [Request, string][] = [
    [send("x", "multipart/form-data"), "has no boundary in its Content-Type"],
    [send("x", "multipart/form-data; boundary=b"), "ends before its closing boundary"],
    [send(null, "multipart/form-data; boundary=b"), "ends before its closing boundary"],
  ];
  for (const [request, what] of cases) {
    it(what, async () => {
      assert.deepEqual(await refusal(request), {
        code: "VIDEO_GENERATION_INVALID_INPUT",
        message: `The form is not valid: it ${what}.`,
        issues: [{ path: [], message: `must be multipart/form-data; it ${what}` }],
      });
    });
  }
});

describe("a full disk", () => {
  it("is the disk's fault, not the caller's, and leaves nothing", async () => {
    const full = {
      async temporaryPath(extension: string) {
        const localPath = await media.temporaryPath(extension);
        // Every write to it fails as on a full disk; what is removed is the link.
        await symlink("/dev/full", localPath);
        return localPath;
      },
    };
    const request = requestOf([["image_url", blob(900)]]);
    await assert.rejects(readForm(full, request, kling, SMALL), (error) => isAway(error));
    assert.deepEqual(await left(), []);
  });
});
