import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { filmSize, pictureSize } from "./size.ts";

describe("the size of a picture", () => {
  const rows: [Record<string, unknown>, number, number][] = [
    [{}, 1024, 1024],
    [{ resolution: "2K" }, 2048, 2048],
    [{ resolution: "4K" }, 4096, 4096],
    [{ resolution: "1K", aspect_ratio: "16:9" }, 1344, 756],
    [{ size: "640x480" }, 640, 480],
    [{ width: 800, height: 600, resolution: "4K" }, 800, 600],
    [{ size: "999999x10" }, 1024, 1024],
  ];
  for (const [input, width, height] of rows) {
    it(`of ${JSON.stringify(input)} is ${width}×${height}`, () => {
      assert.deepEqual(pictureSize(input), { widthPx: width, heightPx: height });
    });
  }

  it("has exactly the asked shape, even sides and nearly the area of its resolution", () => {
    for (const ratio of ["1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9", "4:5", "5:4"]) {
      const [width, height] = ratio.split(":").map(Number) as [number, number];
      const { widthPx, heightPx } = pictureSize({ aspect_ratio: ratio, resolution: "2K" });
      assert.equal(widthPx * height, heightPx * width, ratio);
      assert.deepEqual([widthPx % 2, heightPx % 2], [0, 0], ratio);
      const area = (widthPx * heightPx) / 2048 ** 2;
      assert.ok(area > 0.94 && area <= 1, `${ratio}: ${area}`);
    }
  });
});

describe("the size of a film", () => {
  const rows: [Record<string, unknown>, number, number][] = [
    [{ aspect_ratio: "16:9" }, 1280, 720],
    [{ aspect_ratio: "9:16" }, 720, 1280],
    [{ aspect_ratio: "1:1" }, 720, 720],
    [{ aspect_ratio: "16:9", quality: "pro" }, 1920, 1080],
    [{ aspect_ratio: "9:16", resolution: "1080p" }, 1080, 1920],
    [{ resolution: "unheard of" }, 1280, 720],
  ];
  for (const [input, width, height] of rows) {
    it(`of ${JSON.stringify(input)} is ${width}×${height}`, () => {
      assert.deepEqual(filmSize(input), { widthPx: width, heightPx: height });
    });
  }
});
