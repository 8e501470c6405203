import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fileName } from "./store-outputs.ts";

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
