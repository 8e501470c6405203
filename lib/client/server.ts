import { type Client, createClient } from "./client.ts";

export type IncomingHeaders = { get(name: string): string | null };

/**
 * The client for pages and server actions: over loopback to this same process, as the visitor whose
 * headers these are. The visitor's Host goes along, so that links in the answer lead where they are.
 */
export function createServerClient(incoming: IncomingHeaders): Client {
  const baseUrl = process.env.RUSHES_LOOPBACK_URL;
  if (!baseUrl)
    throw new Error("RUSHES_LOOPBACK_URL is not set: pages are served by server.ts only.");
  const host = incoming.get("x-forwarded-host") ?? incoming.get("host");
  const scheme = incoming.get("x-forwarded-proto") === "https" ? "https" : "http";
  return createClient({
    baseUrl,
    headers: {
      cookie: incoming.get("cookie") ?? "",
      "x-forwarded-proto": scheme,
      ...(host && { "x-forwarded-host": host, origin: `${scheme}://${host}` }),
    },
  });
}
