/** The vendors whose failures we can read; `generic` goes by status and network error alone. */
export const VENDORS = [
  "fal",
  "replicate",
  "openai",
  "google",
  "elevenlabs",
  "kling",
  "minimax",
  "black-forest-labs",
  "luma",
  "xai",
  "bytedance",
  "alibaba",
  "skills-video",
  "generic",
] as const;
export type Vendor = (typeof VENDORS)[number];

/**
 * A failure as a vendor sent it, before anything has looked at it. It must never reach a person: its
 * texts name the vendor, our account and our bill.
 */
export type RawFailure = {
  vendor: Vendor;
  /** What we were doing: the same 404 means "no such model" at submit and "job lost" at poll. */
  phase: "submit" | "poll" | "download";
  /** HTTP status; null when no answer came. */
  status: number | null;
  /** Names in lower case. */
  headers?: Readonly<Record<string, string>>;
  /** The body as text, whether it is JSON or not. */
  body?: string;
  /** What fetch threw when no answer came. */
  error?: unknown;
  /** Our own deadline ended it. */
  isDeadline?: boolean;
};
