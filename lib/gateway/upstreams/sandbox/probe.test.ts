import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { probeMedia } from "./probe.ts";
import { sampleFilm, sampleMp3, sampleWav } from "./sample-media.fixture.ts";

const folder = await mkdtemp(path.join(tmpdir(), "rushes-probe-"));
after(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function probe(bytes: Uint8Array) {
  files += 1;
  const file = path.join(folder, String(files));
  await writeFile(file, bytes);
  return probeMedia(file);
}

/** The film with another count of frames, each shown a little later than it is decoded. */
function withFrameCount(bytes: Uint8Array, count: number): Buffer {
  const film = Buffer.from(bytes);
  const offsets = Buffer.alloc(24);
  offsets.writeUInt32BE(offsets.length, 0);
  offsets.write("ctts", 4, "latin1");
  for (const at of [12, 16, 20]) offsets.writeUInt32BE(1, at);
  const times = film.indexOf("stts", 0, "latin1");
  film.writeUInt32BE(count, times + 12);
  for (const name of ["moov", "trak", "mdia", "minf", "stbl"]) {
    const box = film.indexOf(name, 0, "latin1") - 4;
    film.writeUInt32BE(film.readUInt32BE(box) + offsets.length, box);
  }
  return Buffer.concat([film.subarray(0, times - 4), offsets, film.subarray(times - 4)]);
}

function assertNear(actual: number | null | undefined, expected: number): void {
  assert.ok(actual && Math.abs(actual - expected) < 0.15, `${actual} instead of ${expected}`);
}

describe("looking into a file", () => {
  it("tells size, length and sound of a film", async () => {
    const shape = { widthPx: 96, heightPx: 64, durationS: 2 };
    const loud = await probe(await sampleFilm({ ...shape, hasSound: true }));
    assert.deepEqual([loud?.size, loud?.hasSound], [{ widthPx: 96, heightPx: 64 }, true]);
    assertNear(loud?.durationS, 2);
    const silent = await probe(await sampleFilm({ ...shape, hasSound: false }));
    assert.equal(silent?.hasSound, false);
  });

  it("tells the length of a sound, with and without an index", async () => {
    const [mp3, wav] = [await probe(await sampleMp3(3)), await probe(sampleWav(1.5))];
    assert.deepEqual([mp3?.size, mp3?.hasSound], [null, true]);
    assertNear(mp3?.durationS, 3);
    assertNear(wav?.durationS, 1.5);
  });

  it("gives nothing for what is no film, is cut off or lies about itself", async () => {
    const film = await sampleFilm({ widthPx: 96, heightPx: 64, durationS: 1, hasSound: false });
    assert.equal(await probe(new Uint8Array(0)), null);
    assert.equal(await probe(Buffer.from("not a film")), null);
    const start = await probe(film.subarray(0, 200));
    assert.deepEqual([start?.size, start?.durationS, start?.hasSound], [null, null, false]);
    for (let seed = 1; seed < 40; seed += 4) {
      const broken = film.map((byte, at) => ((at * seed) % 97 === 5 ? byte ^ seed : byte));
      const facts = await probe(broken);
      const { durationS = null } = facts ?? {};
      assert.ok(durationS === null || (durationS > 0 && durationS <= 86_400));
    }
  });

  it("survives a film that claims more frames than fit into memory", async () => {
    const film = await sampleFilm({ widthPx: 96, heightPx: 64, durationS: 1, hasSound: false });
    const honest = await probe(withFrameCount(film, 10));
    assert.deepEqual(honest?.size, { widthPx: 96, heightPx: 64 });
    assert.equal(await probe(withFrameCount(film, 0xffff_ffff)), null);
  });

  it("does not read an index that is too large", async () => {
    const header = Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp42", "latin1");
    const index = Buffer.alloc(72 * 1024 * 1024);
    index.writeUInt32BE(index.length, 0);
    index.write("moov", 4, "latin1");
    const startMs = performance.now();
    assert.equal(await probe(Buffer.concat([header, index])), null);
    assert.ok(performance.now() - startMs < 3_000);
  });
});
