import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { openDiskStore } from "../assets/disk-store.ts";
import { listFiles } from "../testing/list-files.ts";
import { writeOutput } from "../testing/scripted-upstream.ts";
import { fileName, storeOutputs } from "./store-outputs.ts";

const image = (prompt: unknown) => ({
  mode: "test" as const,
  input: { prompt },
  media: "image" as const,
});

describe("fileName", () => {
  const names: [ReturnType<typeof image>, number, string, string][] = [
    [image("A cat, walking!"), 0, "image/png", "a-cat-walking.png"],
    [image("A cat, walking!"), 2, "image/jpeg", "a-cat-walking-3.jpg"],
    [image("Ça déjà vu"), 0, "image/webp", "ca-deja-vu.webp"],
    [image("日本"), 0, "image/png", "image.png"],
    [image("../../etc/passwd"), 0, "image/png", "etc-passwd.png"],
    [image("x".repeat(200)), 0, "image/png", `${"x".repeat(60)}.png`],
    [image("A cat [[simulate slow 1s]]!"), 0, "image/png", "a-cat.png"],
    [image(undefined), 1, "application/x-other", "image-2.bin"],
  ];
  for (const [row, index, contentType, expected] of names) {
    it(`is ${expected} for ${String(row.input.prompt).slice(0, 20)}`, () => {
      assert.equal(fileName(row, index, contentType), expected);
    });
  }

  it("keeps what looks like a marker in live mode, where it is none", () => {
    const row = { ...image("a [[simulate drop]]"), mode: "live" as const };
    assert.equal(fileName(row, 0, "image/png"), "a-simulate-drop.png");
  });

  it("is of plain letters and never long, whatever the prompt", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (prompt) => {
        assert.match(fileName(image(prompt), 0, "image/png"), /^[a-z0-9][a-z0-9-]{0,59}\.png$/);
      }),
    );
  });
});

describe("storing what was made", () => {
  it("stores all of it or nothing", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "rushes-outputs-"));
    after(() => rm(folder, { recursive: true, force: true }));
    const media = await openDiskStore(folder);
    const row = { ...image("a cat"), id: "gen_1", claim: 1 };
    const made = () => media.temporaryPath("png").then(writeOutput);
    const lost = { ...(await made()), path: path.join(folder, "tmp", "lost.png") };
    await assert.rejects(storeOutputs({ media }, row, [await made(), lost, await made()]), {
      code: "ENOENT",
    });
    const stored = (await listFiles(folder)).filter((file) => file.includes("gen_1"));
    assert.deepEqual(stored, []);
    const [first, second] = await storeOutputs({ media }, row, [await made(), await made()]);
    assert.deepEqual([first?.key, second?.key], ["gen_1/1/a-cat.png", "gen_1/1/a-cat-2.png"]);
  });
});
