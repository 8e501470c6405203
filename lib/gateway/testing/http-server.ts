import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createHttpServer, type HttpServerOptions, listen } from "../serve.ts";
import type { TestGateway } from "./gateway.ts";
import { until } from "./until.ts";

const HOST = "127.0.0.1";

/** A raw connection: what was sent is on its way, what came is in `text`. */
export type RawClient = {
  socket: Socket;
  text(): string;
  isClosed(): boolean;
  /** The server's side of it. */
  peer(): Promise<Socket>;
};

export type TestServer = {
  url: string;
  port: number;
  /** How many connections are open. */
  connections(): number;
  /** Connects and sends a request by its lines. It reads unless told not to. */
  send(lines: readonly string[], options?: { reads?: boolean }): RawClient;
  /** Sends bytes as they are and gives all that comes back until the end of the connection. */
  exchange(parts: readonly string[]): Promise<string>;
  /** The lines of a GET with the key. */
  get(path: string): string[];
};

/** Connects, sends the parts, and reads latin1 until the other side ends or breaks the connection. */
async function exchangeWith(port: number, parts: readonly string[]): Promise<string> {
  const socket = connect(port, HOST);
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", () => {});
  const closed = once(socket, "close");
  await once(socket, "connect");
  for (const part of parts) socket.write(part, "latin1");
  await closed;
  return text;
}

/**
 * The gateway behind a real HTTP server on a port of its own, as a process has it but for its pages;
 * closed before the gateway is.
 */
export async function openTestServer(
  opened: TestGateway,
  options: Pick<HttpServerOptions, "requestTimeoutMs"> = {},
): Promise<TestServer> {
  const server = createHttpServer(opened, {
    version: "0.0.0",
    isDev: false,
    pages: () => null,
    ...options,
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const { port } = await listen(server, HOST, 0);
  const clients = new Set<Socket>();
  opened.database.defer(async () => {
    for (const socket of clients) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://${HOST}:${port}`,
    port,
    connections: () => sockets.size,
    send(lines, { reads = true } = {}) {
      const socket = connect(port, HOST);
      clients.add(socket);
      let text = "";
      let isClosed = false;
      socket.setEncoding("utf8").on("error", () => {});
      socket.on("close", () => {
        isClosed = true;
      });
      const read = (chunk: string) => {
        text += chunk;
      };
      if (reads) socket.on("data", read);
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
      return {
        socket,
        text: () => text,
        isClosed: () => isClosed,
        peer: () =>
          until("the server knows the connection", () =>
            [...sockets].find((peer) => peer.remotePort === socket.localPort),
          ),
      };
    },
    exchange: (parts) => exchangeWith(port, parts),
    get: (path) => [`GET ${path} HTTP/1.1`, `Host: ${HOST}`, `Authorization: Bearer ${opened.key}`],
  };
}
