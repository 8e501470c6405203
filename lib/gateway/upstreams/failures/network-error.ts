import type { SubCode } from "#lib/contract/codes.ts";

const ERRORS_MAX = 16;

/** Names of errors that a signal or a timer of ours made. */
const TIMEOUT_NAMES = new Set(["TimeoutError", "AbortError"]);

const TIMEOUT_CODES = new Set([
  "ETIMEDOUT",
  "ESOCKETTIMEDOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

const AWAY_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "EPROTO",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** What OpenSSL and Node call a certificate or handshake that they refuse. */
const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_|HOSTNAME_MISMATCH)/;

/** A property of whatever was thrown; undefined where reading it throws. */
export function readProperty(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    return Reflect.get(value, key);
  } catch {
    return undefined;
  }
}

/** The error and what caused it, outermost first; each once. */
export function errorChain(error: unknown): unknown[] {
  const chain = new Set([error]);
  for (const link of chain) {
    if (chain.size >= ERRORS_MAX) break;
    const errors = readProperty(link, "errors");
    const causes = [readProperty(link, "cause"), ...(Array.isArray(errors) ? errors : [])];
    for (const cause of causes) if (typeof cause === "object" && cause !== null) chain.add(cause);
  }
  return [...chain].slice(0, ERRORS_MAX);
}

function meaningOf(error: unknown): SubCode | null {
  const code = readProperty(error, "code");
  const name = readProperty(error, "name");
  if (typeof code === "string") {
    if (TIMEOUT_CODES.has(code)) return "TIMEOUT";
    if (AWAY_CODES.has(code) || TLS_CODE.test(code)) return "PROVIDER_UNAVAILABLE";
  }
  return typeof name === "string" && TIMEOUT_NAMES.has(name) ? "TIMEOUT" : null;
}

/** The sub-code of an error of the network, a socket or a timer, by its codes; null for any other. */
export function mapNetworkError(error: unknown): SubCode | null {
  for (const link of errorChain(error)) {
    const subCode = meaningOf(link);
    if (subCode) return subCode;
  }
  return null;
}
