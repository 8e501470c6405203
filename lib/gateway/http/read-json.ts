import { isUtf8 } from "node:buffer";
import { type ParseError, parse } from "jsonc-parser";
import type { ErrorCode } from "#lib/contract/codes.ts";
import { JSON_MAX_BYTES } from "#lib/contract/uploads.ts";
import { GatewayError, isGatewayError } from "../errors.ts";

function tooLarge(): GatewayError {
  return new GatewayError("PAYLOAD_TOO_LARGE", { message: "A JSON body may have at most 1 MiB." });
}

function notJson(code: ErrorCode, place: string, cause?: unknown): GatewayError {
  return new GatewayError(code, {
    message: `The body is not valid JSON: it ${place}.`,
    issues: [{ path: [], message: `must be valid JSON; it ${place}` }],
    cause,
  });
}

/** The bytes of a body, at most 1 MiB; `malformed` when they do not all arrive. */
export async function readBytes(request: Request, malformed: ErrorCode): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > JSON_MAX_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > JSON_MAX_BYTES) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // A caller who hangs up is not a database that is away, though both reset a connection.
    throw isGatewayError(error) ? error : notJson(malformed, "broke off before its end", error);
  }
  return Buffer.concat(chunks);
}

/** Where the text stops being JSON, as line and column from 1. The engine's own message often does not say. */
function breakingPoint(text: string): string {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch {
    // Nested deeper than the stack: only the end can be named.
  }
  const before = text.slice(0, errors[0]?.offset ?? text.length);
  const line = before.split("\n").length;
  return `line ${line}, column ${before.length - before.lastIndexOf("\n")}`;
}

/**
 * The JSON body of a request, at most 1 MiB; `orType` is what else the caller reads. Throws
 * UNSUPPORTED_MEDIA_TYPE and PAYLOAD_TOO_LARGE, and `malformed` with the place where it breaks for
 * a body that is not JSON or does not arrive.
 */
export async function readJson(
  request: Request,
  malformed: ErrorCode,
  orType?: string,
): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/json" && !type.endsWith("+json")) {
    const types = orType ? ["application/json", orType] : ["application/json"];
    throw new GatewayError("UNSUPPORTED_MEDIA_TYPE", {
      message: `Send the body as ${types.join(" or ")}.`,
      headers: { Accept: types.join(", ") },
    });
  }
  const bytes = await readBytes(request, malformed);
  if (!isUtf8(bytes)) throw notJson(malformed, "is not UTF-8");
  const text = bytes.toString().replace(/^\uFEFF/, "");
  try {
    return JSON.parse(text);
  } catch (error) {
    // Anything but a syntax error is the stack running out.
    const isSyntax = error instanceof SyntaxError;
    throw notJson(
      malformed,
      isSyntax ? `breaks at ${breakingPoint(text)}` : "is nested too deeply",
    );
  }
}
