import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readReference, toReference, uploadKeysOf, withMediaUrls } from "./media-reference.ts";
import { keyOfMediaUrl } from "./signed-url.ts";

const SECRET = "s3cret";
const NOW = new Date("2026-11-24T10:00:00Z");
const link = { origin: "https://rushes.test", secret: SECRET, now: NOW };
const UPLOAD = { kind: "upload", key: "uploads/gen_a-1/cat.png" } as const;
const LINKED = { kind: "linked", key: "gen_b/1/cat.png" } as const;

describe("a reference", () => {
  it("is read back, by whoever has the secret", () => {
    for (const reference of [UPLOAD, LINKED]) {
      assert.deepEqual(readReference(toReference(reference, SECRET), SECRET), reference);
      assert.equal(readReference(toReference(reference, SECRET), "other"), null);
    }
  });

  it("cannot be made out of a key, nor another reference, nor a link", () => {
    const sealed = toReference(UPLOAD, SECRET);
    const [, seal = ""] = sealed.split(":");
    const signature = /signature=([\w-]+)/.exec(String(withMediaUrls({ a: sealed }, link).a))?.[1];
    const forged = [
      UPLOAD.key,
      `upload:${UPLOAD.key}`,
      `upload::${UPLOAD.key}`,
      `upload:${"A".repeat(43)}:${UPLOAD.key}`,
      `upload:${signature}:${UPLOAD.key}`,
      `upload:${seal}:uploads/gen_a-2/cat.png`,
      `linked:${seal}:${UPLOAD.key}`,
      `${sealed}x`,
      ` ${sealed}`,
      sealed.toUpperCase(),
    ];
    for (const text of forged) assert.equal(readReference(text, SECRET), null, text);
  });

  it("is nothing that anybody would write", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.equal(readReference(text, SECRET), null);
      }),
    );
  });
});

describe("an input", () => {
  const input = {
    prompt: "upload:a cat",
    n: 1,
    seed: null,
    image_url: toReference(LINKED, SECRET),
    image_urls: ["https://pictures.example/a.png", toReference(UPLOAD, SECRET)],
    style: { image: toReference(UPLOAD, SECRET) },
  };

  it("is shown with links that hold for a day, and with all else as it is", () => {
    const shown = withMediaUrls(input, link);
    const { image_url, image_urls, ...rest } = shown;
    const { image_url: _, image_urls: __, ...plain } = input;
    assert.deepEqual(rest, plain);
    assert.ok(Array.isArray(image_urls));
    assert.equal(image_urls[0], input.image_urls[0]);
    for (const [url, { key }] of [
      [String(image_url), LINKED],
      [String(image_urls[1]), UPLOAD],
    ] as const) {
      assert.ok(url.startsWith("https://rushes.test/media/"));
      assert.equal(keyOfMediaUrl(url, SECRET, new Date(NOW.getTime() + 24 * 3600_000)), key);
      assert.equal(keyOfMediaUrl(url, SECRET, new Date(NOW.getTime() + 26 * 3600_000)), null);
    }
    const later = withMediaUrls(input, { ...link, now: new Date(NOW.getTime() + 1e10) });
    assert.notEqual(later.image_url, image_url);
  });

  it("tells which files came with it, and not those that others keep", () => {
    assert.deepEqual(uploadKeysOf(input, SECRET), [UPLOAD.key]);
    assert.deepEqual(uploadKeysOf(input, "other"), []);
    assert.deepEqual(uploadKeysOf({ a: `upload:${"A".repeat(43)}:gen_x/1/y.png` }, SECRET), []);
  });
});
