/**
 * Answers to what never becomes a request of the app: HTTP that the parser refuses, an address or a
 * Host header that cannot be read, pages that are not there yet. The same body as everywhere.
 */
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Gateway } from "../context.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import { type ErrorAnswer, errorAnswer } from "./errors.ts";

type Answering = Pick<Gateway, "log" | "publicUrl">;

/** What the parser calls its refusals, in our words; anything else is a request that is not HTTP. */
const REFUSALS: Readonly<Record<string, () => GatewayError>> = {
  HPE_HEADER_OVERFLOW: () =>
    new GatewayError("PAYLOAD_TOO_LARGE", {
      status: 431,
      message: "The address and the headers of a request may have at most 16 KiB together.",
    }),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: () =>
    new GatewayError("PAYLOAD_TOO_LARGE", { message: "The chunk extensions are too large." }),
  ERR_HTTP_REQUEST_TIMEOUT: () =>
    new GatewayError("VALIDATION_ERROR", {
      status: 408,
      message: "The request did not arrive in time.",
      nextAction: "retry_now",
    }),
};

function malformed(message: string): GatewayError {
  return new GatewayError("VALIDATION_ERROR", { status: 400, message });
}

function answerOf({ publicUrl }: Answering, error: GatewayError): ErrorAnswer {
  const requestId = newId("request");
  const answer = errorAnswer(error, { requestId, origin: publicUrl ?? "http://localhost" });
  const headers = {
    ...answer.headers,
    "Content-Length": String(Buffer.byteLength(answer.body)),
    "X-Request-Id": requestId,
    "X-Rushes-Overhead-Ms": "0.0",
  };
  return { ...answer, headers };
}

/** What the parser refused, as the bytes of an answer that ends the connection. */
export function answerUnparsed(gateway: Answering, error: Error & { code?: string }): string {
  const known = REFUSALS[error.code ?? ""];
  const { status, headers, body } = answerOf(
    gateway,
    known?.() ?? malformed("This is not a valid HTTP/1.1 request."),
  );
  const lines = Object.entries({ ...headers, Connection: "close" }).map((each) => each.join(": "));
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
}

/** What could not be made a request of the app: its address or its Host header cannot be read. */
export function answerUnreadable(gateway: Answering, error: unknown): Response {
  const isTheirs = error instanceof Error && error.name === "RequestError";
  if (!isTheirs) gateway.log.error({ err: error }, "INTERNAL_ERROR");
  const { status, headers, body } = answerOf(
    gateway,
    isTheirs
      ? malformed("The address or the Host header of this request is not valid.")
      : new GatewayError("INTERNAL_ERROR"),
  );
  return new Response(body, { status, headers });
}

function send(response: ServerResponse, { status, headers, body }: ErrorAnswer): void {
  response.writeHead(status, headers).end(body);
}

/** A request of HTTP/1.1 without a Host, which that forbids. */
export function answerHostless(gateway: Answering, response: ServerResponse): void {
  response.setHeader("Connection", "close");
  send(response, answerOf(gateway, malformed("A request needs a Host header.")));
}

/** A page, while the pages are still being prepared. */
export function answerNoPages(gateway: Answering, response: ServerResponse): void {
  const error = new GatewayError("SERVICE_UNAVAILABLE", { retryAfterMs: 1_000 });
  send(response, answerOf(gateway, error));
}
