import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { isBlockedAddress } from "./blocked-addresses.ts";
import { DownloadError, downloadUntrusted } from "./download.ts";

let connections = 0;
const server = createServer((_, response) => response.end("secret"));
server.on("connection", () => {
  connections += 1;
});
let port = 0;

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
after(() => server.close());

describe("an address", () => {
  const blocked = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.9.9.9",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "168.63.129.16",
    "192.0.0.192",
    "100.100.100.200",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "100::1",
    "fd00:ec2::254",
    "fe80::1%lo",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "ff02::1",
    "not an address",
  ];
  for (const address of blocked) {
    it(`${address} is blocked`, () => assert.equal(isBlockedAddress(address), true));
  }
  for (const address of [
    "1.1.1.1",
    "172.32.0.1",
    "93.184.215.14",
    "168.63.129.17",
    "2606:4700::1111",
    "2a00:1450::1",
  ]) {
    it(`${address} is let through`, () => assert.equal(isBlockedAddress(address), false));
  }
});

describe("a download", () => {
  const target = path.join(tmpdir(), `rushes-download-${process.pid}`);
  const urls = [
    () => `http://127.0.0.1:${port}/`,
    () => `http://localhost:${port}/`,
    () => `http://2130706433:${port}/`,
    () => `http://0x7f.1:${port}/`,
    () => `http://[::ffff:127.0.0.1]:${port}/`,
    () => `http://[::1]:${port}/`,
    () => `http://0.0.0.0:${port}/`,
    () => `http://0177.0.0.1:${port}/`,
    () => `http://0x7f000001:${port}/`,
    () => `http://127.1:${port}/`,
    () => `http://127.0.0.1.:${port}/`,
    () => `http://%31%32%37.0.0.1:${port}/`,
    () => `http://①②⑦.⓪.⓪.①:${port}/`,
    () => `http:\\\\127.0.0.1:${port}\\`,
    () => `http://localhost.:${port}/`,
    () => `http://LOCALHOST:${port}/`,
    () => `http://[::127.0.0.1]:${port}/`,
    () => `http://[64:ff9b::127.0.0.1]:${port}/`,
    () => `http://[2002:7f00:1::]:${port}/`,
  ];
  for (const url of urls) {
    it(`of ${url().replace(":0/", "")} is refused before any connection`, async () => {
      const before = connections;
      await assert.rejects(downloadUntrusted(url(), target), (error) => {
        assert.ok(error instanceof DownloadError);
        assert.match(error.message, /private address|could not be read/);
        assert.doesNotMatch(error.message, /127|ECONN/);
        return true;
      });
      assert.equal(connections, before);
    });
  }

  it("of another scheme is refused", async () => {
    await assert.rejects(downloadUntrusted("ftp://example.com/a", target), /http or https/);
    await assert.rejects(downloadUntrusted("file:///etc/passwd", target), /http or https/);
  });
});
