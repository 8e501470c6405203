import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { isBlockedAddress } from "./blocked-addresses.ts";
import { type DownloadLimits, downloadUntrusted } from "./download.ts";

const folder = await mkdtemp(path.join(tmpdir(), "rushes-download-"));
const target = path.join(folder, "file");
const servers: ReturnType<typeof createServer>[] = [];
after(async () => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A server on an address of this machine, and how many have connected to it. */
async function serve(host: string, listener: RequestListener) {
  const server = createServer(listener);
  servers.push(server);
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://${host}:${port}`, connections: () => connections };
}

/** As if 127.0.0.1 were a public server; all else is as private as ever. */
const outside: Partial<DownloadLimits> = {
  isBlocked: (address) => address !== "127.0.0.1" && isBlockedAddress(address),
};

const secret = await serve("127.0.0.2", (_, response) => response.end("secret"));
const site = await serve("127.0.0.1", (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
  const to = searchParams.get("to");
  if (pathname === "/file") return response.end("0123456789");
  if (pathname === "/hops") {
    const left = Number(searchParams.get("left"));
    const location = left === 0 ? "/file" : `/hops?left=${left - 1}`;
    return response.writeHead(302, { location }).end();
  }
  if (pathname === "/to") return response.writeHead(307, { location: to ?? "" }).end();
  if (pathname === "/nowhere") return response.writeHead(302).end();
  if (pathname === "/slow") return response.write("0");
  if (pathname === "/cut") {
    response.writeHead(200, { "content-length": 100 });
    return response.write("0", () => response.destroy());
  }
  return response.writeHead(404).end("secret page");
});

const download = (url: string, limits: Partial<DownloadLimits> = {}) =>
  downloadUntrusted(url, target, { ...outside, ...limits });

async function isRefused(url: string, message: string, limits: Partial<DownloadLimits> = {}) {
  await assert.rejects(download(url, limits), { name: "DownloadError", message });
  assert.equal(existsSync(target), false, "nothing is left of it");
}

describe("a download", () => {
  it("writes the file", async () => {
    await download(`${site.origin}/file`);
    assert.equal(await readFile(target, "utf8"), "0123456789");
    await rm(target);
  });

  it("follows three redirects and no more", async () => {
    await download(`${site.origin}/hops?left=2`);
    assert.equal(await readFile(target, "utf8"), "0123456789");
    await rm(target);
    await isRefused(`${site.origin}/hops?left=3`, "redirects too often");
  });

  const inside = [
    secret.origin,
    secret.origin.replace("127.0.0.2", "2130706434"),
    secret.origin.replace("127.0.0.2", "0x7f.2"),
    secret.origin.replace("127.0.0.2", "[::ffff:127.0.0.2]"),
    secret.origin.replace("127.0.0.2", "[::1]"),
    "http://169.254.169.254/latest/meta-data/",
    "//10.0.0.1/",
  ];
  for (const location of inside) {
    const shown = location.replace(/:\d+$/, "");
    it(`does not follow a redirect that leads inside, and connects to nothing there: ${shown}`, async () => {
      const url = `${site.origin}/to?to=${encodeURIComponent(location)}`;
      await isRefused(url, "leads to a private address");
      assert.equal(secret.connections(), 0);
    });
  }

  it("does not follow a redirect to another scheme or to nowhere", async () => {
    for (const location of ["file:///etc/passwd", "ftp://127.0.0.1/", "data:text/plain,a"]) {
      const url = `${site.origin}/to?to=${encodeURIComponent(location)}`;
      await isRefused(url, "must be an http or https URL");
    }
    await isRefused(`${site.origin}/nowhere`, "could not be read: it answered 302");
    await isRefused(
      `${site.origin}/to?to=${encodeURIComponent("http://[")}`,
      "could not be read: it answered 307",
    );
  });

  it("is bounded in size, however much comes", async () => {
    await isRefused(`${site.origin}/file`, "leads to a file that is too large", { maxBytes: 9 });
    await download(`${site.origin}/file`, { maxBytes: 10 });
    await rm(target);
  });

  it("is bounded in time, also when the answer drips", async () => {
    await isRefused(`${site.origin}/slow`, "took too long to read", { timeoutMs: 100 });
  });

  it("says when it cannot be read, without a word of the answer", async () => {
    await isRefused(`${site.origin}/missing`, "could not be read: it answered 404");
    await isRefused(`${site.origin}/cut`, "could not be read");
    const closed = await serve("127.0.0.1", () => {});
    servers.pop()?.close();
    await isRefused(closed.origin, "could not be read");
    await isRefused("not a url", "could not be read");
    await isRefused("http://name.that.is.not.there.invalid/", "could not be read");
  });
});
