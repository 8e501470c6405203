import type { InputIssue } from "#lib/contract/errors.ts";

/** Where vendors keep the input; our own bodies have it at the top. */
const WRAPPERS = new Set(["body", "input", "inputs", "json", "parameters", "instances", "query"]);
const STEPS_MAX = 8;

/** A path as our callers know it, from one as a vendor writes it: ["body", "image_urls", 0]. */
export function inputPath(location: InputIssue["path"]): InputIssue["path"] {
  const start = location.findIndex((step) => typeof step !== "string" || !WRAPPERS.has(step));
  return start < 0 ? [] : location.slice(start, start + STEPS_MAX);
}

/** The same from text: "input.images[0].url". */
export function readPath(text: string): InputIssue["path"] {
  const steps = text.slice(0, 200).match(/[^.[\]]+/g) ?? [];
  return inputPath(steps.map((step) => (/^\d{1,3}$/.test(step) ? Number(step) : step)));
}
