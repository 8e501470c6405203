import path from "node:path";
import { Readable } from "node:stream";
import type { Hono } from "hono";
import { mediaType } from "../../assets/media-types.ts";
import { checkMediaSignature, decodeKey } from "../../assets/signed-url.ts";
import { GatewayError } from "../../errors.ts";
import type { HttpContext, HttpEnv } from "../env.ts";

const PREFIX = "/media/";

type Range = { start: number; end: number };

/** One byte range (RFC 9110, section 14); null for none or a form that may be ignored, "bad" when outside. */
function readRange(header: string | undefined, sizeBytes: number): Range | "bad" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [, first = "", last = ""] = match;
  if (first === "") {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? "bad" : { start: sizeBytes - length, end: sizeBytes - 1 };
  }
  const start = Number(first);
  const end = last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== "" && Number(last) < start) return null;
  return start >= sizeBytes ? "bad" : { start, end };
}

function requireKey(c: HttpContext): string {
  const { urlSecret, now } = c.get("gateway");
  const key = decodeKey(new URL(c.req.url).pathname.slice(PREFIX.length)) ?? "";
  const expires = c.req.query("expires") ?? null;
  const signature = c.req.query("signature") ?? null;
  if (checkMediaSignature({ secret: urlSecret, key, expires, signature, now: now() })) return key;
  throw new GatewayError("FORBIDDEN", {
    message: "This link is not valid or has expired; read the generation again for a fresh one.",
  });
}

function outsideOf(sizeBytes: number): GatewayError {
  return new GatewayError("VALIDATION_ERROR", {
    status: 416,
    message: `This file has ${sizeBytes} bytes; the range lies outside of it.`,
    headers: { "Content-Range": `bytes */${sizeBytes}`, "Accept-Ranges": "bytes" },
  });
}

function matchesEtag(header: string | undefined, etag: string): boolean {
  // Compared weakly: a proxy that compresses marks our tag with W/.
  const known = header?.split(",").map((each) => each.trim().replace(/^W\//, "")) ?? [];
  return known.includes(etag) || known.includes("*");
}

/** Stored files by signed links, with ranges and revalidation. */
export function mediaRoutes(app: Hono<HttpEnv>): void {
  app.get("/media/*", async (c) => {
    const { media } = c.get("gateway");
    const key = requireKey(c);
    const stored = await media.stat(key);
    if (!stored) throw new GatewayError("NOT_FOUND", { message: "This file has been removed." });
    const etag = `"${stored.sizeBytes.toString(36)}-${stored.modifiedAt.getTime().toString(36)}"`;
    const headers = new Headers({
      "Content-Type": mediaType(key),
      "Accept-Ranges": "bytes",
      ETag: etag,
      "Last-Modified": stored.modifiedAt.toUTCString(),
      "Cache-Control": "private, max-age=86400, immutable",
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; sandbox",
    });
    if (c.req.query("download") === "1") {
      headers.set("Content-Disposition", `attachment; filename="${path.basename(key)}"`);
    }
    if (matchesEtag(c.req.header("if-none-match"), etag))
      return new Response(null, { status: 304, headers });
    const ifRange = c.req.header("if-range");
    const isRangeWanted = ifRange === undefined || ifRange === etag;
    const range = isRangeWanted ? readRange(c.req.header("range"), stored.sizeBytes) : null;
    if (range === "bad") throw outsideOf(stored.sizeBytes);
    const sizeBytes = range ? range.end - range.start + 1 : stored.sizeBytes;
    headers.set("Content-Length", String(sizeBytes));
    if (range)
      headers.set("Content-Range", `bytes ${range.start}-${range.end}/${stored.sizeBytes}`);
    const status = range ? 206 : 200;
    if (c.req.method === "HEAD" || sizeBytes === 0) return new Response(null, { status, headers });
    const body = Readable.toWeb(media.read(key, range ?? undefined)) as ReadableStream;
    return new Response(body, { status, headers });
  });
}
