import { lookup as resolveName } from "node:dns";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isBlockedAddress } from "./blocked-addresses.ts";

export const DOWNLOAD_MAX_BYTES = 200 * 1024 * 1024;
const DOWNLOAD_TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 3;

/** Why an address that a customer gave could not be read; `message` is fit for them. */
export class DownloadError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DownloadError";
  }
}

export type DownloadLimits = {
  isBlocked: (address: string) => boolean;
  maxBytes: number;
  timeoutMs: number;
};

type Guard = Pick<DownloadLimits, "isBlocked"> & { signal: AbortSignal };

/** Resolves a name and refuses it when any of its addresses is private: checked where it is used. */
function guardedLookup({ isBlocked }: Guard): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => isBlocked(address))) {
        return callback(new DownloadError("leads to a private address"), "", 0);
      }
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

function open(url: URL, guard: Guard): Promise<IncomingMessage> {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new DownloadError("must be an http or https URL");
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && guard.isBlocked(host)) {
    throw new DownloadError("leads to a private address");
  }
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const { signal } = guard;
  const lookup = guardedLookup(guard);
  return new Promise((resolve, reject) => {
    request(url, { lookup, signal, agent: false, headers: { accept: "*/*" } })
      .on("response", resolve)
      .on("error", reject)
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

async function follow(url: URL, guard: Guard, redirects: number): Promise<IncomingMessage> {
  const response = await open(url, guard);
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  response.destroy();
  const target = response.headers.location && URL.parse(response.headers.location, url);
  if (status < 300 || status >= 400 || !target) {
    throw new DownloadError(`could not be read: it answered ${status}`);
  }
  if (redirects === MAX_REDIRECTS) throw new DownloadError("redirects too often");
  return follow(target, guard, redirects + 1);
}

/**
 * Reads an untrusted URL into a local file: public addresses only, checked again at each redirect
 * and at the very connection; bounded in size (200 MiB) and time (30 s). Throws DownloadError.
 */
export async function downloadUntrusted(
  url: string,
  toPath: string,
  limits: Partial<DownloadLimits> = {},
): Promise<void> {
  const { isBlocked = isBlockedAddress, maxBytes = DOWNLOAD_MAX_BYTES } = limits;
  const signal = AbortSignal.timeout(limits.timeoutMs ?? DOWNLOAD_TIMEOUT_MS);
  try {
    const response = await follow(new URL(url), { isBlocked, signal }, 0);
    await pipeline(response, boundedBy(maxBytes), createWriteStream(toPath), { signal });
  } catch (error) {
    await rm(toPath, { force: true });
    if (error instanceof DownloadError) throw error;
    const message = signal.aborted ? "took too long to read" : "could not be read";
    throw new DownloadError(message, { cause: error });
  }
}
