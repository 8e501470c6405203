import type { SubCode } from "#lib/contract/codes.ts";
import type { Media } from "#lib/contract/media.ts";
import type { RawFailure, Vendor } from "../../../failures/raw-failure.ts";

/** Credits of a workspace are our own affair: no vendor speaks of them. */
export type VendorSubCode = Exclude<SubCode, "INSUFFICIENT_CREDITS">;

export type Phase = "submit" | "poll";

/** One way in which a vendor says no, as it comes over the wire. Null status: no answer came. */
export type VendorAnswer = Pick<RawFailure, "status" | "headers" | "body" | "error"> & {
  /** When it comes; at any time when absent. */
  phase?: Phase;
  /** The media whose endpoints answer so; all that the vendor has when absent. */
  media?: readonly Media[];
};

/** Everything that a vendor says, by what we are to make of it. */
export type VendorAnswers = {
  readonly vendor: Vendor;
  readonly media: readonly Media[];
  readonly answers: Readonly<Record<VendorSubCode, readonly VendorAnswer[]>>;
};

/** An answer with a JSON body. */
export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): VendorAnswer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** The page of a proxy in front of the vendor. */
export function html(status: number, host: string, title: string): VendorAnswer {
  return {
    status,
    headers: { "content-type": "text/html; charset=UTF-8", server: "cloudflare" },
    body: `<!DOCTYPE html>\n<html><head><title>${host} | ${status}: ${title}</title></head>\n<body><h1>${title}</h1><p>Ray ID: 8f2c1d7e9a3b4c5d</p><p>Host: ${host}</p></body></html>\n`,
  };
}

/** What fetch throws when no answer comes. */
export function silence(code: string, message: string, host: string): VendorAnswer {
  const cause = Object.assign(new Error(message), { code, hostname: host });
  return { status: null, error: new TypeError("fetch failed", { cause }) };
}
