import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { isBlockedAddress } from "./blocked-addresses.ts";
import { checkUrl, type DownloadLimits, downloadUntrusted } from "./download.ts";

const folder = await mkdtemp(path.join(tmpdir(), "rushes-hostile-"));
const target = path.join(folder, "file");
const servers: Server[] = [];
const sockets = new Set<Socket>();
after(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A server that says what it likes to whoever has sent the head of a request. */
async function serve(answer: (socket: Socket, head: string) => void, host = "127.0.0.1") {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    socket.once("data", (data) => answer(socket, data.toString()));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

/** As if 127.0.0.1 were a public server; all else is as private as ever. */
const isBlocked = (address: string) => address !== "127.0.0.1" && isBlockedAddress(address);
const download = (url: string, limits: Partial<DownloadLimits> = {}) =>
  downloadUntrusted(url, target, { isBlocked, ...limits });

async function isRefused(url: string, message: string, limits: Partial<DownloadLimits> = {}) {
  await assert.rejects(download(url, limits), { name: "DownloadError", message });
  assert.equal(existsSync(target), false, "nothing is left of it");
}

const ok =
  (headers: string, body: string | Buffer = "") =>
  (socket: Socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nConnection: close\r\n${headers}\r\n`);
    socket.end(body);
  };

describe("a name", () => {
  const file = serve(ok("", "0123456789"));

  it("is refused when one of its addresses is private, whichever", async () => {
    const port = await file;
    for (const addresses of [
      ["127.0.0.1", "10.0.0.1"],
      ["10.0.0.1", "127.0.0.1"],
      ["127.0.0.1", "::1"],
      ["::ffff:127.0.0.1"],
      ["169.254.169.254"],
      [],
    ]) {
      const resolve = async () =>
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      await isRefused(`http://pictures.example:${port}/`, "leads to a private address", {
        resolve,
      });
    }
  });

  it("is asked for once a connection: what was checked is what is connected to", async () => {
    const port = await file;
    const asked: string[] = [];
    const resolve = async (hostname: string) => {
      asked.push(hostname);
      // A server of names that says one thing to the check and another to the connection.
      return [{ address: asked.length === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
    };
    await download(`http://pictures.example:${port}/`, { resolve });
    assert.deepEqual(asked, ["pictures.example"]);
    assert.equal(await readFile(target, "utf8"), "0123456789");
    await rm(target);
  });

  it("is checked anew at a redirect to the same name", async () => {
    const port = await serve((socket) =>
      socket.end("HTTP/1.1 302 Found\r\nLocation: /again\r\nConnection: close\r\n\r\n"),
    );
    let count = 0;
    const resolve = async () => {
      count += 1;
      return [{ address: count === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
    };
    await isRefused(`http://pictures.example:${port}/`, "leads to a private address", { resolve });
    assert.equal(count, 2);
  });
});

describe("an address", () => {
  const refused: [string, string][] = [
    ["http://user@127.0.0.1:8080/", "must not contain a user name or a password"],
    ["http://user:secret@127.0.0.1:8080/", "must not contain a user name or a password"],
    ["http://:secret@127.0.0.1:8080/", "must not contain a user name or a password"],
    ["http://127.0.0.1:22/", "must lead to port 80, 443 or one from 1024 on"],
    ["http://127.0.0.1:25/", "must lead to port 80, 443 or one from 1024 on"],
    ["http://127.0.0.1:0/", "must lead to port 80, 443 or one from 1024 on"],
  ];
  for (const [url, message] of refused) {
    it(`${url} ${message}`, () => isRefused(url, message));
  }

  it("may lead from http to https, never back", () => {
    const [http, https] = [new URL("http://1.1.1.1/"), new URL("https://1.1.1.1/")];
    checkUrl(https, isBlockedAddress, http);
    checkUrl(https, isBlockedAddress, https);
    assert.throws(() => checkUrl(http, isBlockedAddress, https), {
      message: "redirects from https to http",
    });
  });

  it("of a redirect may not carry a password either", async () => {
    const port = await serve((socket) =>
      socket.end("HTTP/1.1 302 Found\r\nLocation: http://a:b@127.0.0.1:8080/\r\n\r\n"),
    );
    await isRefused(`http://127.0.0.1:${port}/`, "must not contain a user name or a password");
  });
});

describe("a request", () => {
  it("carries nothing of ours", async () => {
    let head = "";
    const port = await serve((socket, data) => {
      head = data;
      ok("Set-Cookie: a=b\r\n", "x")(socket);
    });
    await download(`http://127.0.0.1:${port}/file?a=b#c`);
    assert.deepEqual(head.split("\r\n").filter(Boolean), [
      "GET /file?a=b HTTP/1.1",
      "accept: */*",
      "accept-encoding: identity",
      "user-agent: Rushes",
      `Host: 127.0.0.1:${port}`,
      "Connection: close",
    ]);
    await rm(target);
  });
});

describe("a server", () => {
  const hostile: [string, (socket: Socket) => void, string][] = [
    [
      "that announces too much is left at once",
      (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nx"),
      "leads to a file that is too large",
    ],
    [
      "that sends heads without end",
      (socket) => {
        socket.write(`HTTP/1.1 200 OK\r\n${`X: ${"x".repeat(1_000)}\r\n`.repeat(100)}\r\nx`);
      },
      "could not be read",
    ],
    [
      "that wants to talk otherwise",
      (socket) =>
        socket.write(
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
        ),
      "could not be read",
    ],
    [
      "that speaks another language",
      (socket) => socket.end("220 mail.example ESMTP\r\n"),
      "could not be read",
    ],
    ["that hangs up", (socket) => socket.destroy(), "could not be read"],
  ];
  for (const [what, answer, message] of hostile) {
    it(what, async () => {
      const startedAt = performance.now();
      await isRefused(`http://127.0.0.1:${await serve(answer)}/`, message);
      assert.ok(performance.now() - startedAt < 5_000);
    });
  }

  const slow: [string, (socket: Socket) => void][] = [
    ["that never answers", () => {}],
    ["that drips its head", (socket) => drip(socket, "HTTP/1.1 200 OK\r\nX: ")],
    ["that drips its file", (socket) => drip(socket, "HTTP/1.1 200 OK\r\n\r\n")],
    [
      "that sends early hints for ever",
      (socket) => drip(socket, "", "HTTP/1.1 103 Early Hints\r\n\r\n"),
    ],
  ];
  for (const [what, answer] of slow) {
    it(`${what} is waited for no longer than the whole may take`, async () => {
      const url = `http://127.0.0.1:${await serve(answer)}/`;
      await isRefused(url, "took too long to read", { timeoutMs: 150 });
    });
  }

  it("that compresses its file gets it stored as it came", async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    const port = await serve(ok("Content-Encoding: gzip\r\n", bomb));
    await download(`http://127.0.0.1:${port}/`, { maxBytes: bomb.length });
    assert.deepEqual(await readFile(target), bomb);
    await rm(target);
  });
});

describe("a full disk", () => {
  it("is not said to be the address's fault", async () => {
    // What is removed behind it is the link.
    await symlink("/dev/full", target);
    const port = await serve(ok("", "0123456789"));
    await assert.rejects(download(`http://127.0.0.1:${port}/`), { code: "ENOSPC" });
    assert.equal(existsSync(target), false);
  });
});

function drip(socket: Socket, head: string, drop = "x"): void {
  socket.write(head);
  const timer = setInterval(() => socket.write(drop), 10);
  socket.on("close", () => clearInterval(timer));
}
