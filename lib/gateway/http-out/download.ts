import type { LookupAddress } from "node:dns";
import { lookup as resolveName } from "node:dns/promises";
import { open as openFile, rm } from "node:fs/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UPLOAD_FILE_MAX_BYTES } from "#lib/contract/uploads.ts";
import { isBlockedAddress } from "./blocked-addresses.ts";

const DOWNLOAD_TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 3;
const HEADER_MAX_BYTES = 16 * 1024;
/** Below these only the web is asked: a request to mail or file servers is never meant well. */
const PORTS_FROM = 1024;
/** Nothing of ours goes along; and a file that comes compressed stays so, which no bomb gains from. */
const HEADERS = { accept: "*/*", "accept-encoding": "identity", "user-agent": "Rushes" };

/** Why an address that a customer gave could not be read; `message` is fit for them. */
export class DownloadError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DownloadError";
  }
}

export type DownloadLimits = {
  isBlocked: (address: string) => boolean;
  /** All addresses of a name. */
  resolve: (hostname: string) => Promise<LookupAddress[]>;
  maxBytes: number;
  timeoutMs: number;
};

type Guard = DownloadLimits & { signal: AbortSignal };

/** Resolves a name and refuses it when any of its addresses is private: checked where it is used. */
function guardedLookup({ isBlocked, resolve }: Guard): LookupFunction {
  return (hostname, options, callback) => {
    const found = (addresses: LookupAddress[]) => {
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => isBlocked(address))) {
        return callback(new DownloadError("leads to a private address"), "", 0);
      }
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    };
    resolve(hostname).then(found, (error) => callback(error, "", 0));
  };
}

/**
 * Throws DownloadError for an address that may not be asked, by what it says itself; `from` is where
 * a redirect comes from. What a name resolves to is checked later, at the connection.
 */
export function checkUrl(url: URL, isBlocked: (address: string) => boolean, from?: URL): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new DownloadError("must be an http or https URL");
  }
  if (url.username !== "" || url.password !== "") {
    throw new DownloadError("must not contain a user name or a password");
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && isBlocked(host)) throw new DownloadError("leads to a private address");
  // A port that is its scheme's own is not written.
  if (url.port !== "" && !["80", "443"].includes(url.port) && Number(url.port) < PORTS_FROM) {
    throw new DownloadError(`must lead to port 80, 443 or one from ${PORTS_FROM} on`);
  }
  if (from?.protocol === "https:" && url.protocol === "http:") {
    throw new DownloadError("redirects from https to http");
  }
}

function open(url: URL, guard: Guard): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const options = {
    lookup: guardedLookup(guard),
    signal: guard.signal,
    // A connection of its own, past proxies and what others left open.
    agent: false,
    headers: HEADERS,
    maxHeaderSize: HEADER_MAX_BYTES,
  };
  return new Promise((resolve, reject) => {
    request(url, options)
      .on("response", resolve)
      .on("error", reject)
      // A server that wants to change the protocol is hung up on without an error.
      .on("close", () => reject(new Error("closed without an answer")))
      .end();
  });
}

function boundedBy(maxBytes: number): Transform {
  let sizeBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) callback(new DownloadError("leads to a file that is too large"));
      else callback(null, chunk);
    },
  });
}

async function follow(
  url: URL,
  guard: Guard,
  { from, redirects }: { from?: URL; redirects: number },
): Promise<IncomingMessage> {
  checkUrl(url, guard.isBlocked, from);
  const response = await open(url, guard);
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) {
    if (Number(response.headers["content-length"] ?? 0) <= guard.maxBytes) return response;
    response.destroy();
    throw new DownloadError("leads to a file that is too large");
  }
  response.destroy();
  const target = response.headers.location && URL.parse(response.headers.location, url);
  if (status < 300 || status >= 400 || !target) {
    throw new DownloadError(`could not be read: it answered ${status}`);
  }
  if (redirects === MAX_REDIRECTS) throw new DownloadError("redirects too often");
  return follow(target, guard, { from: url, redirects: redirects + 1 });
}

async function writeTo(toPath: string, response: IncomingMessage, guard: Guard): Promise<void> {
  // An answer that breaks while the file is being opened is noticed by the pipeline.
  response.on("error", () => {});
  // Opened before anything can fail: a stream that opens late would make a file behind its removal.
  const handle = await openFile(toPath, "w").catch((error) => {
    response.destroy();
    throw error;
  });
  const { signal } = guard;
  await pipeline(response, boundedBy(guard.maxBytes), handle.createWriteStream(), { signal });
}

/**
 * Reads an untrusted URL into a local file: public addresses only, checked again at each redirect
 * and at the very connection; bounded in size (200 MiB) and in time for the whole (30 s). Nothing
 * of ours is sent along, nothing is inflated. Throws DownloadError; and ENOSPC, which is our own fault.
 */
export async function downloadUntrusted(
  url: string,
  toPath: string,
  limits: Partial<DownloadLimits> = {},
): Promise<void> {
  const signal = AbortSignal.timeout(limits.timeoutMs ?? DOWNLOAD_TIMEOUT_MS);
  const guard: Guard = {
    isBlocked: isBlockedAddress,
    resolve: (hostname) => resolveName(hostname, { all: true }),
    maxBytes: UPLOAD_FILE_MAX_BYTES,
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
    ...limits,
    signal,
  };
  try {
    const response = await follow(new URL(url), guard, { redirects: 0 });
    await writeTo(toPath, response, guard);
  } catch (error) {
    await rm(toPath, { force: true });
    const isDiskFull = error instanceof Error && "code" in error && error.code === "ENOSPC";
    if (error instanceof DownloadError || isDiskFull) throw error;
    const message = signal.aborted ? "took too long to read" : "could not be read";
    throw new DownloadError(message, { cause: error });
  }
}
