import assert from "node:assert/strict";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { before, describe, it } from "node:test";
import { errorBody } from "#lib/contract/errors.ts";
import { signMediaUrl } from "../../assets/signed-url.ts";
import { openTestGateway } from "../../testing/gateway.ts";

const { app, gateway, dataDir } = await openTestGateway({ hasWorker: false });
const { media } = gateway;
const BYTES = Buffer.from("0123456789");
const KEY = "gen_x/a cat é.png";

async function put(key: string, bytes: Uint8Array): Promise<void> {
  const local = await media.temporaryPath("bin");
  await writeFile(local, bytes);
  await media.put(key, local);
}

const link = (key: string, now = gateway.now()) =>
  signMediaUrl({ origin: "", secret: gateway.urlSecret, key, now });

const get = (headers: Record<string, string> = {}, url = link(KEY), method = "GET") =>
  app.request(url, { method, headers });

before(async () => {
  await put(KEY, BYTES);
  await put("gen_x/film.mp4", BYTES);
  await put("gen_x/empty.png", Buffer.alloc(0));
});

describe("a stored file", () => {
  it("is read whole by its signed link, without a key", async () => {
    const response = await get();
    assert.equal(response.status, 200);
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), BYTES);
    const headers = Object.fromEntries(response.headers);
    assert.equal(headers["content-type"], "image/png");
    assert.equal(headers["content-length"], "10");
    assert.equal(headers["accept-ranges"], "bytes");
    assert.equal(headers["cache-control"], "private, max-age=86400, immutable");
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["content-security-policy"], "default-src 'none'; sandbox");
    assert.equal(headers["content-disposition"], undefined);
    assert.match(headers.etag ?? "", /^"[0-9a-z-]+"$/);
  });

  it("is a download by its name when asked for", async () => {
    const url = link("gen_x/film.mp4");
    const response = await get({}, `${url}&download=1`);
    assert.equal(response.headers.get("content-disposition"), 'attachment; filename="film.mp4"');
    assert.equal(response.headers.get("content-type"), "video/mp4");
    assert.equal((await get({}, `${url}&download=0`)).headers.get("content-disposition"), null);
  });

  it("has the same headers and no body for HEAD", async () => {
    const response = await get({}, link(KEY), "HEAD");
    assert.deepEqual([response.status, await response.text()], [200, ""]);
    assert.equal(response.headers.get("content-length"), "10");
    const part = await get({ range: "bytes=2-4" }, link(KEY), "HEAD");
    assert.equal(part.headers.get("content-length"), "3");
  });

  it("may be empty", async () => {
    const response = await get({}, link("gen_x/empty.png"));
    assert.deepEqual([response.status, await response.text()], [200, ""]);
    assert.equal((await get({ range: "bytes=0-0" }, link("gen_x/empty.png"))).status, 416);
  });
});

describe("a range of it", () => {
  const ranges: [string, number, string | null, string | null][] = [
    ["bytes=0-0", 206, "0", "bytes 0-0/10"],
    ["bytes=2-4", 206, "234", "bytes 2-4/10"],
    ["bytes=5-", 206, "56789", "bytes 5-9/10"],
    ["bytes=-5", 206, "56789", "bytes 5-9/10"],
    ["bytes=-1", 206, "9", "bytes 9-9/10"],
    ["bytes=-99", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=0-9", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=0-99", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=9-99999999999999999999", 206, "9", "bytes 9-9/10"],
    ["bytes=10-", 416, null, "bytes */10"],
    ["bytes=10-20", 416, null, "bytes */10"],
    ["bytes=99999999999999999999-", 416, null, "bytes */10"],
    ["bytes=-0", 416, null, "bytes */10"],
    ["bytes=5-2", 200, "0123456789", null],
    ["bytes=0-0,2-2", 200, "0123456789", null],
    ["bytes=-", 200, "0123456789", null],
    ["bytes=a-b", 200, "0123456789", null],
    ["items=0-0", 200, "0123456789", null],
    ["0-0", 200, "0123456789", null],
  ];
  for (const [range, status, body, contentRange] of ranges) {
    it(`is ${status} for ${range}`, async () => {
      const response = await get({ range });
      assert.equal(response.status, status);
      assert.equal(response.headers.get("content-range"), contentRange);
      if (body === null) {
        const error = errorBody.parse(await response.json());
        assert.match(error.message, /^This file has 10 bytes/);
      } else {
        assert.equal(await response.text(), body);
        assert.equal(response.headers.get("content-length"), `${body.length}`);
      }
    });
  }

  it("is given only of the very file that If-Range names", async () => {
    const etag = (await get()).headers.get("etag") ?? "";
    assert.equal((await get({ range: "bytes=0-0", "if-range": etag })).status, 206);
    for (const other of ['"other"', `W/${etag}`, new Date().toUTCString()]) {
      const response = await get({ range: "bytes=0-0", "if-range": other });
      assert.deepEqual([response.status, await response.text()], [200, "0123456789"]);
    }
  });
});

describe("asking again", () => {
  it("is 304 without a body while the file is the same", async () => {
    const etag = (await get()).headers.get("etag") ?? "";
    for (const known of [etag, `"other", ${etag}`, "*", `W/${etag}`]) {
      const response = await get({ "if-none-match": known });
      assert.deepEqual([response.status, await response.text()], [304, ""], known);
      assert.equal(response.headers.get("etag"), etag);
    }
    assert.equal((await get({ "if-none-match": '"other"' })).status, 200);
  });

  it("is answered with another tag for another file", async () => {
    const before = (await get({}, link("gen_x/film.mp4"))).headers.get("etag");
    const file = path.join(dataDir, "media", "gen_x/film.mp4");
    await utimes(file, new Date(0), new Date(0));
    assert.notEqual((await get({}, link("gen_x/film.mp4"))).headers.get("etag"), before);
  });
});

describe("a link", () => {
  const HOUR_MS = 3600 * 1000;
  const now = gateway.now();

  async function codeOf(url: string): Promise<[number, string]> {
    const response = await app.request(url);
    return [response.status, (await response.json()).code];
  }

  it("is good for 24 hours at least and 25 at most, and the same within the hour", async () => {
    const dayAgo = new Date(now.getTime() - 24 * HOUR_MS);
    assert.equal((await get({}, link(KEY, dayAgo))).status, 200);
    const tooOld = new Date(now.getTime() - 25 * HOUR_MS - 1);
    assert.deepEqual(await codeOf(link(KEY, tooOld)), [403, "FORBIDDEN"]);
    const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
    assert.equal(link(KEY, hour), link(KEY, new Date(hour.getTime() + HOUR_MS - 1)));
  });

  it("is good for its own key, expiry and signature only", async () => {
    const good = link(KEY);
    const url = new URL(good, "http://x");
    const signature = url.searchParams.get("signature") ?? "";
    const expires = url.searchParams.get("expires") ?? "";
    const altered = [
      good.replace("gen_x", "gen_y"),
      good.replace("gen_x/", "gen_x/../gen_x/x"),
      good.replace(expires, String(Number(expires) + 3600)),
      good.replace(expires, `${expires}0`),
      good.replace(expires, ` ${expires}`),
      good.replace(expires, "Infinity"),
      good.replace(signature, signature.slice(0, -1)),
      good.replace(signature, `${signature.slice(0, -2)}AA`),
      good.replace(signature, ""),
      good.replace(`signature=${signature}`, ""),
      good.replace(`expires=${expires}`, ""),
      url.pathname,
      "/media/",
      "/media",
      "/media/%ff",
    ];
    for (const each of altered) {
      const response = await app.request(each);
      assert.ok([403, 404].includes(response.status), each);
      assert.ok(["FORBIDDEN", "NOT_FOUND"].includes((await response.json()).code));
    }
  });

  it("to a file that is gone is 404", async () => {
    await put("gen_x/gone.png", BYTES);
    assert.equal((await get({}, link("gen_x/gone.png"))).status, 200);
    await media.remove("gen_x/gone.png");
    assert.deepEqual(await codeOf(link("gen_x/gone.png")), [404, "NOT_FOUND"]);
    assert.deepEqual(await codeOf(link("gen_x")), [404, "NOT_FOUND"]);
    assert.deepEqual(await codeOf(link(`gen_x/${"x".repeat(300)}.png`)), [404, "NOT_FOUND"]);
    assert.deepEqual(await codeOf(link(`${KEY}/below`)), [404, "NOT_FOUND"]);
  });

  for (const key of [
    "../secret.txt",
    "../../secret.txt",
    "gen_x/../../secret.txt",
    "/etc/passwd",
    "gen_x/\0.png",
    "..",
    ".",
    "",
  ]) {
    it(`leads nowhere outside the store, though we signed it: ${JSON.stringify(key)}`, async () => {
      await mkdir(dataDir, { recursive: true });
      await writeFile(path.join(dataDir, "secret.txt"), "secret");
      const signed = link(key);
      for (const url of [
        signed,
        signed.replaceAll("../", "..%2f"),
        signed.replaceAll("..", "%2e%2e"),
      ]) {
        const response = await app.request(url);
        assert.notEqual(response.status, 200);
        assert.ok([403, 404].includes(response.status), `${url} ${response.status}`);
        assert.doesNotMatch(await response.text(), /^secret|root:/);
      }
    });
  }
});
