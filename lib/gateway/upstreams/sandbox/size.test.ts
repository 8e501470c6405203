import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { filmSize, pictureSize } from "./size.ts";

const portrait = { widthPx: 600, heightPx: 900 };
const NONE = { source: null };
/** Five seconds at the usual rate. */
const FILM = { source: null, frameCount: 120 };

describe("the size of a picture", () => {
  const rows: [Record<string, unknown>, number, number][] = [
    [{}, 1024, 1024],
    [{ resolution: "2K" }, 2048, 2048],
    [{ resolution: "4K" }, 4096, 4096],
    [{ resolution: "2 MP" }, 1414, 1414],
    [{ resolution: "1K", aspect_ratio: "16:9" }, 1344, 756],
    [{ resolution: "720p", aspect_ratio: "3:4" }, 720, 960],
    [{ resolution: "1080p", aspect_ratio: "16:9" }, 1920, 1080],
    [{ aspect_ratio: "10:16" }, 800, 1280],
    [{ aspect_ratio: "1:3" }, 590, 1770],
    [{ size: "640x480" }, 640, 480],
    [{ width: 800, height: 600, resolution: "4K" }, 800, 600],
    [{ image_size: { width: 512, height: "768" } }, 512, 768],
    [{ image_size: "square_hd", aspect_ratio: "16:9" }, 1024, 1024],
    [{ image_size: "landscape_16_9", aspect_ratio: "1:1" }, 1024, 576],
    [{ image_size: "1536x1024", aspect_ratio: "1:1" }, 1536, 1024],
    [{ image_size: "default", aspect_ratio: "3:2" }, 1254, 836],
    [{ image_size: "auto" }, 1024, 1024],
    [{ aspect_ratio: "auto" }, 1024, 1024],
    // What no model takes, but open schemas let through.
    [{ size: "999999x10" }, 1024, 1024],
    [{ width: 1e300, height: 1e300 }, 64, 64],
    [{ width: 20_000, height: 10_000 }, 5792, 2896],
    [{ width: -5, height: 600 }, 1024, 1024],
    [{ aspect_ratio: "9999:1" }, 1024, 1024],
    [{ aspect_ratio: "0:0" }, 1024, 1024],
    [{ aspect_ratio: { toString: 1 }, resolution: { toString: 1 } }, 1024, 1024],
    [{ resolution: "9K" }, 4096, 4096],
    [{ image_size: "__proto__" }, 1024, 1024],
  ];
  for (const [input, width, height] of rows) {
    it(`of ${JSON.stringify(input)} is ${width}×${height}`, () => {
      assert.deepEqual(pictureSize(input, NONE), { widthPx: width, heightPx: height });
    });
  }

  it("has exactly the asked shape, even sides and nearly the area of its resolution", () => {
    for (const ratio of ["1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9", "4:5", "5:4"]) {
      const [width, height] = ratio.split(":").map(Number) as [number, number];
      const { widthPx, heightPx } = pictureSize({ aspect_ratio: ratio, resolution: "2K" }, NONE);
      assert.equal(widthPx * height, heightPx * width, ratio);
      assert.deepEqual([widthPx % 2, heightPx % 2], [0, 0], ratio);
      const area = (widthPx * heightPx) / 2048 ** 2;
      assert.ok(area > 0.94 && area <= 1, `${ratio}: ${area}`);
    }
  });

  it("has the shape of the input picture where none is asked for, or a word asks for it", () => {
    const expected = { widthPx: 836, heightPx: 1254 };
    for (const aspect_ratio of [undefined, null, "auto", "default", "match_input_image"]) {
      assert.deepEqual(pictureSize({ aspect_ratio }, { source: portrait }), expected);
    }
    const { widthPx, heightPx } = pictureSize({ aspect_ratio: "1:1" }, { source: portrait });
    assert.equal(widthPx, heightPx);
    const odd = pictureSize({}, { source: { widthPx: 4001, heightPx: 2999 } });
    assert.ok(Math.abs(odd.widthPx / odd.heightPx - 4001 / 2999) < 0.003, JSON.stringify(odd));
  });

  it("is a multiple of the input's where the model enlarges, up to the largest picture", () => {
    const upscale = { source: portrait, isUpscale: true };
    assert.deepEqual(pictureSize({}, upscale), { widthPx: 1200, heightPx: 1800 });
    assert.deepEqual(pictureSize({ upscale_factor: 4 }, upscale), {
      widthPx: 2400,
      heightPx: 3600,
    });
    const { widthPx, heightPx } = pictureSize({ upscale_factor: 99 }, upscale);
    assert.ok(widthPx * heightPx <= 4096 ** 2 && widthPx * heightPx > 4000 ** 2);
  });
});

describe("the size of a film", () => {
  const rows: [Record<string, unknown>, number, number][] = [
    [{ aspect_ratio: "16:9" }, 1280, 720],
    [{ aspect_ratio: "9:16" }, 720, 1280],
    [{ aspect_ratio: "1:1" }, 720, 720],
    [{ aspect_ratio: "9:21" }, 720, 1680],
    [{ aspect_ratio: "16:9", quality: "pro" }, 1920, 1080],
    [{ aspect_ratio: "9:16", resolution: "1080p" }, 1080, 1920],
    [{ resolution: "360p" }, 640, 360],
    [{ resolution: "768p" }, 1366, 768],
    [{ resolution: "1440p" }, 2428, 1366],
    [{ resolution: "2160p" }, 2428, 1366],
    [{ resolution: "auto" }, 1280, 720],
    [{ resolution: "unheard of" }, 1280, 720],
    [{ width: 640, height: 360 }, 640, 360],
    [{ image_size: "portrait_16_9" }, 576, 1024],
    [{ width: 1e9, height: 1e9 }, 1820, 1820],
    [{ resolution: 1e9, aspect_ratio: [] }, 1280, 720],
  ];
  for (const [input, width, height] of rows) {
    it(`of ${JSON.stringify(input)} is ${width}×${height}`, () => {
      assert.deepEqual(filmSize(input, FILM), { widthPx: width, heightPx: height });
    });
  }

  it("follows the film or picture that goes in where no shape is asked for", () => {
    const from = { source: portrait, frameCount: 120 };
    assert.deepEqual(filmSize({}, from), { widthPx: 720, heightPx: 1080 });
    assert.deepEqual(filmSize({ aspect_ratio: "16:9" }, from), { widthPx: 1280, heightPx: 720 });
    assert.deepEqual(filmSize({}, { ...from, isUpscale: true }), {
      widthPx: 1200,
      heightPx: 1800,
    });
  });

  it("is smaller the more frames there are, and keeps its shape", () => {
    const eight = filmSize({ resolution: "1080p" }, { source: null, frameCount: 8 * 24 });
    assert.deepEqual(eight, { widthPx: 1920, heightPx: 1080 });
    const minute = filmSize({ resolution: "1080p" }, { source: null, frameCount: 60 * 60 });
    assert.ok(Math.abs(minute.widthPx / minute.heightPx - 16 / 9) < 0.02, JSON.stringify(minute));
    assert.ok(minute.widthPx * minute.heightPx * 3600 <= 1920 * 1080 * 24 * 8);
  });
});
