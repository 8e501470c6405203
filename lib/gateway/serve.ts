import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { OpenedGateway } from "./create-gateway.ts";
import { createApp } from "./http/app.ts";
import { pourOut } from "./http/sse.ts";
import { StartupError } from "./startup-error.ts";

/** What answers everything that is not the API: the console's pages. */
export type Pages = {
  handle: RequestListener;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): unknown;
};

const GATEWAY_PATHS = /^\/(?:api|media)(?:[/?]|$)/;

export type HttpServerOptions = {
  version: string;
  /** Null until they are ready. */
  pages: () => Pages | null;
  /** Whether the pages reload themselves over a websocket; nothing else here upgrades. */
  isDev: boolean;
};

/** One HTTP server: the gateway under `/api` and `/media`, the pages under all else. */
export function createHttpServer(
  opened: OpenedGateway,
  { version, pages, isDev }: HttpServerOptions,
): Server {
  const app = createApp(opened.gateway, version);
  const answer = async (request: Request, env: HttpBindings | Http2Bindings) => {
    const response = await app.fetch(request, env);
    const { outgoing } = env;
    const isPoured = outgoing instanceof ServerResponse && pourOut(response, outgoing);
    return isPoured ? RESPONSE_ALREADY_SENT : response;
  };
  const api = getRequestListener(answer, { overrideGlobalObjects: false });
  // A request that offers another protocol (h2c) is answered as if it did not.
  const shouldUpgradeCallback = (request: IncomingMessage) =>
    isDev && request.headers.upgrade === "websocket" && !GATEWAY_PATHS.test(request.url ?? "");
  const server = createServer({ shouldUpgradeCallback }, (request, response) => {
    const handler = GATEWAY_PATHS.test(request.url ?? "") ? api : pages()?.handle;
    if (handler) void handler(request, response);
    else response.writeHead(503, { "Retry-After": "1" }).end();
  });
  server.on("upgrade", (request, socket, head) => {
    const console = pages();
    if (console) console.upgrade(request, socket, head);
    else socket.destroy();
  });
  // Longer than the usual 60 s of proxies, so that they close idle connections first.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  return server;
}

/** Listens, or says in words why that cannot be; gives the address that was bound. */
export async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  server.once("error", (error: NodeJS.ErrnoException) => {
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} on ${host} is in use by another program. Set PORT to a free one.`,
      EACCES: `This user may not listen on port ${port}. Set PORT to one above 1023.`,
      EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to one that it has.`,
      ENOTFOUND: `The host name ${host} is not known. Set HOST to an address of this machine.`,
    };
    const reason = reasons[error.code ?? ""];
    reject(reason ? new StartupError(reason, { cause: error }) : error);
  });
  server.listen(port, host, () => resolve(server.address() as AddressInfo));
  return promise;
}

/** Where this process reaches itself, and where people do, when nothing else is configured. */
export function originOf(host: string, port: number): string {
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}
