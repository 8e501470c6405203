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
import type { Gateway } from "./context.ts";
import type { OpenedGateway } from "./create-gateway.ts";
import { createApp } from "./http/app.ts";
import {
  answerHostless,
  answerNoPages,
  answerUnparsed,
  answerUnreadable,
} from "./http/outside-app.ts";
import { pourOut } from "./http/sse.ts";
import { StartupError } from "./startup-error.ts";

/** Time for a whole request to arrive: a file of 200 MiB over 2 Mbit/s. */
const REQUEST_TIMEOUT_MS = 15 * 60_000;

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
  /** How long the whole of a request may take to arrive, in milliseconds. */
  requestTimeoutMs?: number;
};

/** How late a request that is late may be noticed. */
const TIMEOUT_CHECKS_MS = 30_000;

/** Tells a caller what the parser refused, unless an answer is already on its way to it. */
function refuse(gateway: Gateway, error: Error, socket: Duplex): void {
  const current: unknown = Reflect.get(socket, "_httpMessage");
  const isAnswering = current instanceof ServerResponse && current.headersSent;
  if (!socket.writable || isAnswering) socket.destroy();
  else socket.end(answerUnparsed(gateway, error), () => socket.destroy());
}

/** One HTTP server: the gateway under `/api` and `/media`, the pages under all else. */
export function createHttpServer(
  { gateway }: Pick<OpenedGateway, "gateway">,
  { version, pages, isDev, requestTimeoutMs = REQUEST_TIMEOUT_MS }: HttpServerOptions,
): Server {
  const app = createApp(gateway, version);
  const answer = async (request: Request, env: HttpBindings | Http2Bindings) => {
    const response = await app.fetch(request, env);
    const { outgoing } = env;
    const isPoured = outgoing instanceof ServerResponse && pourOut(response, outgoing);
    return isPoured ? RESPONSE_ALREADY_SENT : response;
  };
  const api = getRequestListener(answer, {
    overrideGlobalObjects: false,
    // HTTP/1.0 knows no Host.
    hostname: "localhost",
    errorHandler: (error) => answerUnreadable(gateway, error),
  });
  const handle: RequestListener = (request, response) => {
    const { headers, httpVersion, url = "" } = request;
    const handler = GATEWAY_PATHS.test(url) ? api : pages()?.handle;
    if (httpVersion === "1.1" && headers.host === undefined) answerHostless(gateway, response);
    else if (handler) void handler(request, response);
    else answerNoPages(gateway, response);
  };
  const server = createServer(
    {
      // A request that offers another protocol (h2c) is answered as if it did not.
      shouldUpgradeCallback: (request) =>
        isDev && request.headers.upgrade === "websocket" && !GATEWAY_PATHS.test(request.url ?? ""),
      requireHostHeader: false,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(TIMEOUT_CHECKS_MS, requestTimeoutMs),
    },
    handle,
  );
  // Expectations that nobody knows are ignored, as HTTP allows.
  server.on("checkExpectation", handle);
  server.on("clientError", (error, socket) => refuse(gateway, error, socket));
  server.on("upgrade", (request, socket, head) => {
    const console = pages();
    if (console) console.upgrade(request, socket, head);
    else socket.destroy();
  });
  // Longer than the usual 60 s of proxies, so that they close idle connections first.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = Math.min(66_000, requestTimeoutMs);
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
