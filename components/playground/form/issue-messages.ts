import type { InputIssue } from "#lib/contract/errors.ts";
import type { Model } from "#lib/contract/models/model.ts";
import { EXTRA_FIELDS } from "./extra-fields.ts";

/** An issue as a sentence that stands under its field: "must be…" → "Must be…". */
export function issueSentence(message: string): string {
  if (message === "is required" || message === "must not be empty") return "Fill this in.";
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

export type FieldMessage = {
  message: string;
  /** Positions of a list's items that are wrong. */
  items: readonly number[];
};

/** Names of a form's fields in its order; `rest` is the one that holds every key that is none of them. */
export type FormFields = { names: readonly string[]; rest: string | null };

/** The fields of a model's form. */
export function formFields({ fields, open }: Pick<Model, "fields" | "open">): FormFields {
  return { names: fields.map((field) => field.name), rest: open ? EXTRA_FIELDS : null };
}

/** Issues by the field that they belong to, and those that belong to none. */
export function issuesByField(
  issues: readonly InputIssue[],
  { names, rest }: FormFields,
): { byField: ReadonlyMap<string, FieldMessage>; others: readonly InputIssue[] } {
  const byField = new Map<string, FieldMessage>();
  const others: InputIssue[] = [];
  for (const issue of issues) {
    const [key, item] = issue.path;
    const isKnown = typeof key === "string" && names.includes(key);
    const name = isKnown ? key : key === undefined ? null : rest;
    if (name === null) {
      others.push(issue);
      continue;
    }
    const known = byField.get(name);
    const message = isKnown ? issueSentence(issue.message) : `“${key}” ${issue.message}.`;
    byField.set(name, {
      message: known?.message ?? message,
      items: typeof item === "number" ? [...(known?.items ?? []), item] : (known?.items ?? []),
    });
  }
  return { byField, others };
}
