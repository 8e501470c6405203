import type { z } from "zod";
import type { InputIssue } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { inputSchema } from "./input-schema.ts";
import type { Model } from "./model.ts";
import { findUnstorable } from "./storable.ts";

/** More than this helps nobody, and finding near names for them costs time. */
const ISSUES_MAX = 20;

/** Fields besides the listed ones that an open model takes. */
const EXTRA_FIELDS_MAX = 100;

export type GenerationInput = Record<string, unknown>;

export type CheckedInput =
  | { ok: true; input: GenerationInput }
  | { ok: false; issues: InputIssue[] };

function pathOf(issue: z.core.$ZodIssue): (string | number)[] {
  return issue.path.map((part) => (typeof part === "number" ? part : String(part)));
}

function unknownKeyIssue(model: Pick<Model, "fields">, key: string): InputIssue {
  const [closest] = nearest(
    key,
    model.fields.map((field) => field.name),
  );
  const hint = closest ? `; did you mean ${closest}?` : "";
  return { path: [key], message: `is not a field of this model${hint}` };
}

function toIssues(
  model: Pick<Model, "fields">,
  issue: z.core.$ZodIssue,
  body: unknown,
): InputIssue[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.slice(0, ISSUES_MAX).map((key) => unknownKeyIssue(model, key));
  }
  const path = pathOf(issue);
  if (path.length === 0) return [{ path, message: "must be a JSON object" }];
  const [key] = path;
  const isMissing =
    path.length === 1 &&
    typeof body === "object" &&
    body !== null &&
    !Object.hasOwn(body, key ?? "");
  return [{ path, message: isMissing ? "is required" : issue.message }];
}

function hasTooManyExtras(model: Pick<Model, "fields" | "open">, body: unknown): boolean {
  if (!model.open || typeof body !== "object" || body === null) return false;
  const listed = new Set(model.fields.map((field) => field.name));
  return Object.keys(body).filter((key) => !listed.has(key)).length > EXTRA_FIELDS_MAX;
}

/**
 * Checks a body against a model: the normalized input with defaults filled in, or every problem
 * with its path and what is allowed. Pure; the server and the console's form share it.
 */
export function checkInput(model: Pick<Model, "fields" | "open">, body: unknown): CheckedInput {
  if (hasTooManyExtras(model, body)) {
    const message = `must have at most ${EXTRA_FIELDS_MAX} fields that this model does not list`;
    return { ok: false, issues: [{ path: [], message }] };
  }
  const parsed = inputSchema(model).safeParse(body);
  if (parsed.success) {
    const issues = findUnstorable(parsed.data).slice(0, ISSUES_MAX);
    return issues.length === 0 ? { ok: true, input: parsed.data } : { ok: false, issues };
  }
  const issues = parsed.error.issues.flatMap((issue) => toIssues(model, issue, body));
  return { ok: false, issues: issues.slice(0, ISSUES_MAX) };
}
