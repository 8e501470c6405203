import { z } from "zod";
import { maskSecrets } from "./mask-secrets.ts";
import { errorChain, readProperty } from "./network-error.ts";

const rawFailure = z.object({
  vendor: z.string(),
  phase: z.string(),
  status: z.number().nullable(),
  headers: z.record(z.string(), z.string()).catch({}),
  body: z.string().catch(""),
  error: z.unknown().optional(),
  isDeadline: z.boolean().catch(false),
});

function describeLink(link: unknown): string {
  if (typeof link !== "object" || link === null) return String(link);
  const code = readProperty(link, "code");
  const stack = readProperty(link, "stack");
  const [name, message] = [readProperty(link, "name"), readProperty(link, "message")];
  const text = typeof stack === "string" && stack !== "" ? stack : `${name}: ${message}`;
  return code === undefined ? text : `${text}\ncode: ${String(code)}`;
}

function describeError(error: unknown): string {
  return errorChain(error).map(describeLink).join("\ncaused by ");
}

function textOf(raw: unknown): string {
  if (typeof raw === "string") return raw;
  if (raw instanceof Error) return describeError(raw);
  const parsed = rawFailure.safeParse(raw);
  if (!parsed.success) return JSON.stringify(raw) ?? String(raw);
  const { vendor, phase, status, headers, body, error, isDeadline } = parsed.data;
  return [
    `${vendor} at ${phase}: ${isDeadline ? "our deadline" : `status ${status ?? "none"}`}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === "" ? [] : [body]),
    ...(error === undefined ? [] : [describeError(error)]),
  ].join("\n");
}

/** What the log keeps of a raw failure: its text with secrets masked, at most 4 KB. Never throws. */
export function rawForLog(raw: unknown): string | undefined {
  if (raw === undefined) return undefined;
  try {
    return maskSecrets(textOf(raw));
  } catch {
    return "a failure that could not be described";
  }
}
