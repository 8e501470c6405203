import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import sharp from "sharp";
import type { Accepts } from "#lib/contract/models/model.ts";
import { PICTURE_MAX_FRAMES } from "#lib/contract/uploads.ts";
import { bomb, endless, heads, pictures } from "../testing/sample-files.ts";
import { judgeFile } from "./judge-file.ts";

const folder = await mkdtemp(path.join(tmpdir(), "rushes-judge-"));
after(() => rm(folder, { recursive: true, force: true }));

let count = 0;

/** Judges bytes in a file whose name says something else. */
async function judge(bytes: Uint8Array, accepts: Accepts) {
  count += 1;
  const localPath = path.join(folder, `song-${count}.pdf`);
  await writeFile(localPath, bytes);
  return judgeFile(localPath, accepts);
}

const PICTURES = "image/png, image/jpeg, image/webp, image/gif, image/avif";
const FILMS = "video/mp4, video/webm, video/quicktime";

describe("a file, judged by its bytes", () => {
  const fits: [string, Accepts, Buffer, string | null][] = [
    ["a PNG", "image", pictures.png, "image/png"],
    ["a JPEG", "image", pictures.jpeg, "image/jpeg"],
    ["a WebP", "image", pictures.webp, "image/webp"],
    ["a GIF", "image", pictures.gif, "image/gif"],
    ["an AVIF", "image", pictures.avif, "image/avif"],
    ["an MP4", "video", heads.mp4, "video/mp4"],
    ["an M4V", "video", heads.m4v, "video/mp4"],
    ["a WebM", "video", heads.webm, "video/webm"],
    ["a QuickTime film", "video", heads.mov, "video/quicktime"],
    ["an MP3", "audio", heads.mp3, "audio/mpeg"],
    ["a WAV", "audio", heads.wav, "audio/wav"],
    ["an Ogg", "audio", heads.ogg, "audio/ogg"],
    ["an M4A", "audio", heads.m4a, "audio/mp4"],
    ["an AAC", "audio", heads.aac, "audio/aac"],
    ["a FLAC", "audio", heads.flac, "audio/flac"],
    ["a PDF", "file", heads.pdf, "application/pdf"],
    ["a file of no known type", "file", Buffer.from("\x10\0\0\0\0\0\0\0{}"), null],
  ];
  for (const [what, accepts, bytes, type] of fits) {
    it(`is taken for ${accepts}: ${what}`, async () => {
      assert.deepEqual(await judge(bytes, accepts), { ok: true, type });
    });
  }

  const svg = Buffer.from(
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  );
  const refused: [string, Accepts, Buffer, string][] = [
    ["a film", "image", heads.mp4, `is video/mp4; must be one of ${PICTURES}`],
    ["a picture", "video", pictures.png, `is image/png; must be one of ${FILMS}`],
    ["a sound", "video", heads.m4a, `is audio/mp4; must be one of ${FILMS}`],
    ["a Matroska film", "video", heads.mkv, `is video/matroska; must be one of ${FILMS}`],
    ["a TIFF", "image", pictures.tiff, `is image/tiff; must be one of ${PICTURES}`],
    ["an SVG", "image", svg, `is application/xml; must be one of ${PICTURES}`],
    [
      "a text",
      "image",
      Buffer.from("hello there"),
      `is of no type that is known here; must be one of ${PICTURES}`,
    ],
  ];
  for (const [what, accepts, bytes, problem] of refused) {
    it(`is refused for ${accepts}: ${what}`, async () => {
      assert.deepEqual(await judge(bytes, accepts), { ok: false, problem });
    });
  }
});

describe("a picture", () => {
  for (const format of ["png", "jpeg", "webp", "gif", "avif"] as const) {
    it(`is refused when it is cut off or broken: ${format}`, async () => {
      const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
      const whole = await sharp({
        create: { width: 200, height: 200, channels: 3, background: "#888", noise },
      })
        .toFormat(format)
        .toBuffer();
      assert.equal((await judge(whole, "image")).ok, true);
      const problem = "is a picture that cannot be decoded: it is broken or cut off";
      const cut = whole.subarray(0, Math.floor(whole.length * 0.8));
      assert.deepEqual(await judge(cut, "image"), { ok: false, problem });
    });
  }

  it("is refused by what its head promises when it would be huge: a bomb is not set off", async () => {
    const startedAt = performance.now();
    assert.deepEqual(await judge(bomb(20_000, 20_000), "image"), {
      ok: false,
      problem: "is a picture of 20000 × 20000 pixels; at most 50 megapixels are taken",
    });
    assert.ok(performance.now() - startedAt < 1_000);
  });

  /** Frames that differ, so that none is merged with the one before. */
  const moving = (frames: number) =>
    sharp(Buffer.from(Array.from({ length: frames * 4 * 3 }, (_, n) => (n * 37) % 256)), {
      raw: { width: 2, height: 2 * frames, channels: 3, pageHeight: 2 },
    });

  for (const format of ["gif", "webp"] as const) {
    it(`may move, but not without end: ${format}`, async () => {
      const most = PICTURE_MAX_FRAMES;
      const taken = await moving(most).toFormat(format, { loop: 0 }).toBuffer();
      assert.deepEqual(await judge(taken, "image"), { ok: true, type: `image/${format}` });
      const longer = await moving(most + 1)
        .toFormat(format, { loop: 0 })
        .toBuffer();
      assert.deepEqual(await judge(longer, "image"), {
        ok: false,
        problem: `is a picture of over ${most} frames; at most ${most} are taken`,
      });
    });
  }

  it("of frames without end is not given to a decoder, which would take minutes or gigabytes", async () => {
    for (const type of ["gif", "webp"] as const) {
      const startedAt = performance.now();
      const { ok } = await judge(endless(type, 30_000), "image");
      assert.equal(ok, false);
      // The decoder takes eight seconds for so many.
      assert.ok(performance.now() - startedAt < 1_000, type);
    }
  });
});
