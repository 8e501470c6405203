import type { z } from "zod";
import { errorBody } from "#lib/contract/errors.ts";
import type { ClientError, Result } from "./result.ts";

export type ClientOptions = {
  /** Origin of the gateway, without a trailing slash; empty for the page's own origin. */
  baseUrl: string;
  /** Headers of every call: authorization, cookie. */
  headers?: Readonly<Record<string, string>>;
  fetch?: typeof globalThis.fetch;
};

export type Call = {
  method: string;
  path: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
  /** In place of a body: its texts and files go as a form. */
  form?: FormData;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
};

function buildUrl(options: ClientOptions, call: Call): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined && value !== "") query.set(key, String(value));
  }
  return `${options.baseUrl}${call.path}${query.size > 0 ? `?${query}` : ""}`;
}

/** Sends one call; rejects only as fetch does. */
export function send(options: ClientOptions, call: Call): Promise<Response> {
  const fetch = options.fetch ?? globalThis.fetch;
  const hasBody = call.body !== undefined;
  return fetch(buildUrl(options, call), {
    method: call.method,
    headers: {
      ...(hasBody && { "content-type": "application/json" }),
      ...options.headers,
      ...call.headers,
    },
    ...(hasBody && { body: JSON.stringify(call.body) }),
    ...(call.form && { body: call.form }),
    ...(call.signal && { signal: call.signal }),
    cache: "no-store",
  });
}

/** What a thrown fetch means. */
export function transportError(cause: unknown): ClientError {
  const isAbort =
    cause instanceof Error && (cause.name === "AbortError" || cause.name === "TimeoutError");
  return isAbort
    ? { code: "aborted", message: "The call was ended before an answer came.", status: null }
    : { code: "network_error", message: "The server could not be reached.", status: null };
}

/** Reads an answer that is not a success as the contract's error body. */
export async function readError(response: Response): Promise<ClientError> {
  const parsed = errorBody.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  return {
    code: "malformed_answer",
    message: `The server answered ${response.status} with something that is not an error of ours.`,
    status: response.status,
  };
}

/** Calls and parses: the answer by its schema, or the error as a value. */
export async function callJson<Schema extends z.ZodType>(
  options: ClientOptions,
  call: Call,
  schema: Schema,
): Promise<Result<z.infer<Schema>>> {
  try {
    const response = await send(options, call);
    if (!response.ok) return { ok: false, error: await readError(response) };
    const parsed = schema.safeParse(await response.json().catch(() => null));
    if (parsed.success) return { ok: true, data: parsed.data };
    return {
      ok: false,
      error: {
        code: "malformed_answer",
        message: "The server answered with a shape that this client does not know.",
        status: response.status,
      },
    };
  } catch (cause) {
    return { ok: false, error: transportError(cause) };
  }
}
