import { readdir } from "node:fs/promises";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import sharp from "sharp";
import type { Generation } from "#lib/contract/generation.ts";
import { parseFrames } from "../support/stream.ts";
import { apiKey, dataDir, expect, serverUrl, test } from "../support/test.ts";

const CREATE = "/api/v1/generation/google/nano-banana-2";
const STREAM = "/api/v1/generation/sse/google/nano-banana-2";
const MIB = 1024 * 1024;

function picture(colour: string, format: "png" | "jpeg" = "png"): Promise<Buffer> {
  return sharp({ create: { width: 320, height: 200, channels: 3, background: colour } })
    .toFormat(format)
    .toBuffer();
}

type Line = [name: string, value: string | Uint8Array, fileName?: string];

function formOf(lines: readonly Line[]): FormData {
  const form = new FormData();
  for (const [name, value, fileName = "file"] of lines) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([Uint8Array.from(value)]), fileName);
  }
  return form;
}

function post(at: string, lines: readonly Line[]): Promise<Response> {
  const headers = { authorization: `Bearer ${apiKey()}` };
  return fetch(`${serverUrl()}${at}`, { method: "POST", headers, body: formOf(lines) });
}

async function refusal(response: Response) {
  const { code, message, issues } = await response.json();
  return { status: response.status, code, message, issues };
}

async function ended(api: APIRequestContext, id: string): Promise<Generation> {
  const response = await api.get(`/api/v1/generation/${id}/events`);
  const last = parseFrames(await response.text()).at(-1)?.generation;
  if (!last) throw new Error("the stream was empty");
  return last;
}

test("pictures that are sent along and one that is linked become one picture, and stay readable", async ({
  api,
}) => {
  const [first, second] = await Promise.all([picture("#b0281e"), picture("#1e56b0", "jpeg")]);
  const uploaded = await post(CREATE, [
    ["prompt", "a boat"],
    ["image_urls", first, "boat.png"],
  ]);
  expect(uploaded.status).toBe(202);
  const source: Generation = await uploaded.json();
  const [link] = source.input.image_urls as string[];

  const response = await post(CREATE, [
    ["prompt", "a boat, again"],
    ["output_format", "webp"],
    ["n", "1"],
    ["image_urls", second, "no ending"],
    ["image_urls", link ?? ""],
    ["image_urls", first, "boat.png"],
  ]);
  expect(response.status).toBe(202);
  const made: Generation = await response.json();
  expect(made.input.n).toBe(1);

  const last = await ended(api, made.id);
  expect(last.status).toBe("COMPLETED");
  if (last.data?.type !== "image") throw new Error("not a picture");
  expect(last.data.image.content_type).toBe("image/webp");
  const shown = last.input.image_urls as string[];
  expect(shown).toHaveLength(3);
  for (const [index, bytes] of [second, first, first].entries()) {
    const media = await api.get(shown[index] ?? "");
    expect(media.status()).toBe(200);
    expect((await media.body()).equals(bytes)).toBe(true);
  }
  expect(shown[0]).toContain("/no-ending.jpg?");
});

test("a stream is created with a file too", async () => {
  const response = await post(STREAM, [
    ["prompt", "a harbour"],
    ["image_urls", await picture("#226644")],
  ]);
  expect(response.status).toBe(200);
  const frames = parseFrames(await response.text());
  expect(frames.at(-1)?.generation.status).toBe("COMPLETED");
  for (const { generation } of frames) {
    expect((generation.input.image_urls as string[])[0]).toMatch(
      /^http.*\/media\/uploads\/.*signature=/,
    );
  }
});

test("what a file is is told by its bytes, whatever it is called", async () => {
  const film = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from("ftypisom\0\0\x02\0isommp41"),
    Buffer.alloc(4096),
  ]);
  const named = await post(CREATE, [
    ["prompt", "a"],
    ["image_urls", await picture("#000000"), "picture.mp4"],
    ["image_urls", film, "film.png"],
  ]);
  expect(await refusal(named)).toEqual({
    status: 400,
    code: "IMAGE_GENERATION_INVALID_INPUT",
    message:
      "image_urls.1 is video/mp4; must be one of image/png, image/jpeg, image/webp, image/gif, image/avif.",
    issues: [
      {
        path: ["image_urls", 1],
        message:
          "is video/mp4; must be one of image/png, image/jpeg, image/webp, image/gif, image/avif",
      },
    ],
  });
  const fits = await post(CREATE, [
    ["prompt", "a"],
    ["image_urls", await picture("#000000"), "picture.mp4"],
  ]);
  expect(fits.status).toBe(202);
});

test("a bomb is refused before it goes off, and the server goes on", async ({ api }) => {
  const bomb = await sharp({
    create: { width: 8_000, height: 7_000, channels: 3, background: "#000" },
    limitInputPixels: false,
  })
    .png()
    .toBuffer();
  expect(bomb.length).toBeLessThan(MIB);
  const refused = await refusal(
    await post(CREATE, [
      ["prompt", "a"],
      ["image_urls", bomb, "bomb.png"],
    ]),
  );
  expect(refused.status).toBe(400);
  expect(refused.issues[0].message).toContain("8000 × 7000 pixels");
  expect((await api.get("/api/health")).status()).toBe(200);
});

test("names that are no fields, and files where none go, are told apart", async () => {
  const bytes = await picture("#ffffff");
  const cases: [Line[], string][] = [
    [
      [
        ["prompt", "a"],
        ["image_urls[]", "https://a.example/"],
      ],
      "image_urls[] is not a field of this model; did you mean image_urls?",
    ],
    [[["prompt", bytes, "prompt.png"]], "prompt must not be a file; files go under image_urls."],
    [
      [
        ["prompt", "a"],
        ["prompt", "b"],
      ],
      "prompt must be given once.",
    ],
    [
      [
        ["prompt", "a"],
        ["image_urls", new Uint8Array(), "empty.png"],
      ],
      "image_urls.0 is an empty file.",
    ],
  ];
  for (const [lines, message] of cases) {
    const refused = await refusal(await post(CREATE, lines));
    expect(refused).toMatchObject({ status: 400, code: "IMAGE_GENERATION_INVALID_INPUT", message });
  }
});

test("a file over 200 MiB is refused while it is still being sent, and no part of it stays", async () => {
  const temporary = path.join(dataDir(), "tmp");
  const uploads = async () => (await readdir(temporary)).filter((name) => name.endsWith(".upload"));
  const refused = await refusal(
    await post(CREATE, [
      ["prompt", "a"],
      ["image_urls", new Uint8Array(201 * MIB), "large.png"],
    ]),
  );
  expect(refused).toMatchObject({
    status: 413,
    code: "PAYLOAD_TOO_LARGE",
    message: "image_urls is too large: one file may have at most 200 MiB.",
  });
  await expect.poll(uploads).toEqual([]);
});

test("data in place of a URL are stored, and a form of texts alone is as good as JSON", async ({
  api,
}) => {
  const bytes = await picture("#aa00aa");
  const image_urls = [`data:image/png;base64,${bytes.toString("base64")}`];
  const created = await api.post(CREATE, { data: { prompt: "a", image_urls } });
  expect(created.status()).toBe(202);
  const { input } = await created.json();
  expect((await (await api.get(input.image_urls[0])).body()).equals(bytes)).toBe(true);

  const spoken = await post("/api/v1/generation/minimax-tts/speech-02-hd", [["text", "hello"]]);
  expect(spoken.status).toBe(202);
});
