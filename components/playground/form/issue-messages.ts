import type { InputIssue } from "#lib/contract/errors.ts";

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

/** Issues by the field that they belong to, and those that belong to none. */
export function issuesByField(
  issues: readonly InputIssue[],
  names: readonly string[],
): { byField: ReadonlyMap<string, FieldMessage>; others: readonly InputIssue[] } {
  const byField = new Map<string, FieldMessage>();
  const others: InputIssue[] = [];
  for (const issue of issues) {
    const [name, item] = issue.path;
    if (typeof name !== "string" || !names.includes(name)) {
      others.push(issue);
      continue;
    }
    const known = byField.get(name);
    byField.set(name, {
      message: known?.message ?? issueSentence(issue.message),
      items: typeof item === "number" ? [...(known?.items ?? []), item] : (known?.items ?? []),
    });
  }
  return { byField, others };
}
