import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { signMediaUrl } from "../../assets/signed-url.ts";
import { openTestGateway, TEST_ORIGIN } from "../../testing/gateway.ts";

const BYTES = Buffer.from("0123456789");
const KEY = "gen_x/a-cat.png";

const opened = await openTestGateway({ hasWorker: false });
const path = await opened.gateway.media.temporaryPath("png");
await writeFile(path, BYTES);
await opened.gateway.media.put(KEY, path);
const url = sign(KEY);

function sign(key: string, now = new Date()): string {
  return signMediaUrl({ origin: "", secret: opened.gateway.urlSecret, key, now });
}

const get = (headers: Record<string, string> = {}, target = url) =>
  opened.app.request(`${TEST_ORIGIN}${target}`, { headers });

describe("a stored file", () => {
  it("is given whole with its type, size and validators", async () => {
    const response = await get();
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "image/png");
    assert.equal(response.headers.get("content-length"), "10");
    assert.equal(response.headers.get("accept-ranges"), "bytes");
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.match(response.headers.get("etag") ?? "", /^"[\w-]+"$/);
    assert.equal(await response.text(), "0123456789");
  });

  const ranges: [string, number, string, string | null][] = [
    ["bytes=0-0", 206, "0", "bytes 0-0/10"],
    ["bytes=2-4", 206, "234", "bytes 2-4/10"],
    ["bytes=5-", 206, "56789", "bytes 5-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=-99", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=8-99", 206, "89", "bytes 8-9/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=-0", 416, "", "bytes */10"],
    ["bytes=4-2", 200, "0123456789", null],
    ["bytes=0-1,3-4", 200, "0123456789", null],
    ["lines=0-1", 200, "0123456789", null],
    ["bytes=-", 200, "0123456789", null],
  ];
  for (const [range, status, body, contentRange] of ranges) {
    it(`answers ${range} with ${status}`, async () => {
      const response = await get({ range });
      assert.equal(response.status, status);
      assert.equal(response.headers.get("content-range"), contentRange);
      assert.equal(await response.text(), body);
    });
  }

  it("is not sent again to a reader who has it", async () => {
    const etag = (await get()).headers.get("etag") ?? "";
    const response = await get({ "if-none-match": `"other", ${etag}` });
    assert.equal(response.status, 304);
    assert.equal(await response.text(), "");
    assert.equal((await get({ "if-none-match": '"other"' })).status, 200);
  });

  it("is sent whole when the reader's part is of another version", async () => {
    const etag = (await get()).headers.get("etag") ?? "";
    assert.equal((await get({ range: "bytes=0-1", "if-range": etag })).status, 206);
    assert.equal((await get({ range: "bytes=0-1", "if-range": '"other"' })).status, 200);
  });

  it("answers HEAD with the headers of GET and no body", async () => {
    const response = await opened.app.request(`${TEST_ORIGIN}${url}`, { method: "HEAD" });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-length"), "10");
    assert.equal(await response.text(), "");
  });

  it("is offered for saving under its name when asked to", async () => {
    assert.equal((await get()).headers.get("content-disposition"), null);
    const response = await get({}, `${url}&download=1`);
    assert.equal(response.headers.get("content-disposition"), 'attachment; filename="a-cat.png"');
  });
});

describe("a link", () => {
  it("is refused when its signature, its expiry or its key was altered", async () => {
    const altered = [
      url.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
      url.replace(/expires=(\d+)/, (_, seconds) => `expires=${Number(seconds) + 1}`),
      url.replace("a-cat", "b-cat"),
      url.replace(/&signature=.*/, ""),
      "/media/gen_x/a-cat.png",
    ];
    for (const target of altered) {
      const response = await get({}, target);
      assert.equal(response.status, 403, target);
      assert.equal((await response.json()).code, "FORBIDDEN");
    }
  });

  it("is good for a day and refused after it", async () => {
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
    assert.equal((await get({}, sign(KEY, hoursAgo(23)))).status, 200);
    assert.equal((await get({}, sign(KEY, hoursAgo(26)))).status, 403);
  });

  it("is the same for a while, so that caches work", () => {
    const now = new Date("2026-11-23T10:10:00Z");
    const later = new Date("2026-11-23T10:50:00Z");
    assert.equal(sign(KEY, now), sign(KEY, later));
  });

  it("to a file that was removed answers 404", async () => {
    assert.equal((await get({}, sign("gen_x/gone.png"))).status, 404);
  });

  it("never leads out of the store, even when we signed it", async () => {
    for (const key of [
      "../../package.json",
      "gen_x/../../../etc/passwd",
      "/etc/passwd",
      "a\0b",
      "",
    ]) {
      const response = await get({}, sign(key));
      assert.ok([403, 404].includes(response.status), `${key}: ${response.status}`);
    }
  });
});

describe("the disk store", () => {
  it("refuses to write under a key that leads out", async () => {
    const { media } = opened.gateway;
    const path = await media.temporaryPath("png");
    await writeFile(path, BYTES);
    await assert.rejects(media.put("../out.png", path), /leads out/);
  });

  it("shows nothing under a key whose put failed", async () => {
    const { media } = opened.gateway;
    await assert.rejects(media.put("gen_y/a.png", "/nowhere/at/all"));
    assert.equal(await media.stat("gen_y/a.png"), null);
  });
});
