import { once } from "node:events";
import { connect } from "node:net";
import { after } from "node:test";
import { promisify } from "node:util";
import pino from "pino";
import type { GatewayOptions } from "../create-gateway.ts";
import { createHttpServer, listen } from "../serve.ts";
import { openTestGateway, type TestGateway } from "./gateway.ts";

export type TestHttpServer = {
  opened: TestGateway;
  url: string;
  /** What was logged as an error so far, one entry a line. */
  errors: string[];
  /** Sends bytes as they are and gives all that comes back until the end of the connection. */
  exchange(parts: readonly string[]): Promise<string>;
  port: number;
  /** Connections that are open now. */
  connectionCount(): Promise<number>;
};

/** A gateway behind a real HTTP server on a port of its own, without pages, closed after the file. */
export async function openHttpServer(
  options: Partial<GatewayOptions> & { requestTimeoutMs?: number } = {},
): Promise<TestHttpServer> {
  const { requestTimeoutMs, ...rest } = options;
  const errors: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => void errors.push(line) });
  const opened = await openTestGateway({ hasWorker: false, log, ...rest });
  const server = createHttpServer(opened, {
    version: "0.0.0",
    pages: () => null,
    isDev: false,
    ...(requestTimeoutMs !== undefined && { requestTimeoutMs }),
  });
  const { port } = await listen(server, "127.0.0.1", 0);
  after(async () => {
    server.close();
    server.closeAllConnections();
  });

  async function exchange(parts: readonly string[]): Promise<string> {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    const closed = once(socket, "close");
    await once(socket, "connect");
    for (const part of parts) socket.write(part, "latin1");
    await closed;
    return text;
  }
  const connectionCount = promisify(server.getConnections.bind(server));
  return { opened, url: `http://127.0.0.1:${port}`, errors, exchange, port, connectionCount };
}
