import { connect, type Socket } from "node:net";
import { createHttpServer, listen } from "../serve.ts";
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
  /** How many connections are open. */
  connections(): number;
  /** Connects and sends a request by its lines. It reads unless told not to. */
  send(lines: readonly string[], options?: { reads?: boolean }): RawClient;
  /** The lines of a GET with the key. */
  get(path: string): string[];
};

/** The gateway behind a real HTTP server, as a process has it; closed before the gateway is. */
export async function openTestServer(opened: TestGateway): Promise<TestServer> {
  const server = createHttpServer(opened, { version: "0.0.0", isDev: false, pages: () => null });
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
    get: (path) => [`GET ${path} HTTP/1.1`, `Host: ${HOST}`, `Authorization: Bearer ${opened.key}`],
  };
}
