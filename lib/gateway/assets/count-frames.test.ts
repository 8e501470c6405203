import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import sharp from "sharp";
import { endless, pictures } from "../testing/sample-files.ts";
import { hasMoreFrames } from "./count-frames.ts";

const folder = await mkdtemp(path.join(tmpdir(), "rushes-frames-"));
after(() => rm(folder, { recursive: true, force: true }));

const localPath = path.join(folder, "picture");
const hasMore = async (bytes: Uint8Array, type: string, most: number) => {
  await writeFile(localPath, bytes);
  return hasMoreFrames(localPath, type, most);
};

/** The number of frames that is counted: the least that there are not more than. */
async function count(bytes: Uint8Array, type: string): Promise<number> {
  for (let most = 0; most < 50; most++) if (!(await hasMore(bytes, type, most))) return most;
  return assert.fail("over 50 frames");
}

const gif = (...blocks: number[][]) =>
  Buffer.concat([
    Buffer.from("GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff", "latin1"),
    Buffer.from(blocks.flat()),
  ]);
const FRAME = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
const FRAME_WITH_TABLE = [...FRAME.slice(0, 9), 0x80, 0, 0, 0, 9, 9, 9, ...FRAME.slice(10)];
const END = [0x3b];

describe("frames of a GIF", () => {
  const cases: [string, number[][]][] = [
    ["one", [FRAME, END]],
    ["two, the second with colours of its own", [FRAME, FRAME_WITH_TABLE, END]],
    [
      "behind an extension and a comment",
      [[0x21, 0xf9, 4, 0, 9, 0, 0, 0], FRAME, [0x21, 0xfe, 0], FRAME, END],
    ],
    [
      "behind an extension with an empty head",
      [[0x21, 0xf9, 0, 3, 0x3b, 0x3b, 0x3b, 0], FRAME, FRAME, END],
    ],
    ["up to the end, whatever follows it", [FRAME, END, FRAME]],
  ];
  for (const [what, blocks] of cases) {
    it(`are as many as the decoder finds: ${what}`, async () => {
      const bytes = gif(...blocks);
      const { pages = 1 } = await sharp(bytes).metadata();
      assert.equal(await count(bytes, "image/gif"), pages);
    });
  }

  it("are counted wherever the file is cut into pieces", async () => {
    // Pieces of 64 KiB; 15 bytes a frame fit into them at every offset.
    assert.equal(await hasMore(endless("gif", 40_000), "image/gif", 39_999), true);
    assert.equal(await hasMore(endless("gif", 40_000), "image/gif", 40_000), false);
  });
});

describe("frames of a WebP", () => {
  it("are counted wherever the file is cut into pieces", async () => {
    assert.equal(await hasMore(endless("webp", 40_000), "image/webp", 39_999), true);
    assert.equal(await hasMore(endless("webp", 40_000), "image/webp", 40_000), false);
  });

  it("are counted inside of each other too, where the decoder finds them", async () => {
    const bytes = endless("webp", 20);
    // The first frame says that it holds all the others.
    const dataAt = bytes.indexOf("ANMF") + 8;
    bytes.writeUInt32LE(bytes.length - dataAt, dataAt - 4);
    assert.equal((await sharp(bytes).metadata()).pages, 20);
    assert.equal(await count(bytes, "image/webp"), 20);
  });
});

it("pictures that stand still have none too many", async () => {
  assert.equal(await hasMore(pictures.webp, "image/webp", 0), false);
  assert.equal(await hasMore(pictures.gif, "image/gif", 1), false);
  assert.equal(await hasMore(pictures.png, "image/png", 0), false);
});
