import type { InputIssue } from "#lib/contract/errors.ts";
import { isSafeField, safeDetail } from "./redaction/redact.ts";
import type { Complaint } from "./signals.ts";

const ISSUES_MAX = 10;
/** More are not read, whatever they are about. */
const COMPLAINTS_MAX = 40;
const INDEX_MAX = 999;
const NEUTRAL = "was not accepted";

/** Words for the field itself, which a sentence may begin with before it says what it must be. */
const SUBJECT = new Set(
  `the this that a an input value error field parameter argument string list number item request of for
  in ensure expected`.split(/\s+/),
);

function isSubject(start: string, field: string): boolean {
  const words = start.toLowerCase().match(/[\w-]+/g) ?? [];
  return words.every((word) => SUBJECT.has(word) || word === field.toLowerCase());
}

/** "Input should be at most 10." as "must be at most 10": it is read behind the field's name. */
function predicateOf(sentence: string, field: string): string {
  const clause = sentence.split(/[.!?;](?= |$)/)[0] ?? "";
  const [, before = "", verb = "", after = ""] =
    clause.match(/^(.*?)\b(must|should|is|required)\b ?(.*)$/i) ?? [];
  if (verb === "" || !isSubject(before, field)) return NEUTRAL;
  // "Ensure this value is at most 10" says what it must be, "duration is too long" what it is.
  const isDemand = /^(must|should)$/i.test(verb) || /^ensure/i.test(before);
  if (/^required$/i.test(verb)) return after === "" ? "is required" : NEUTRAL;
  if (after === "") return NEUTRAL;
  if (!isDemand) return `is ${after}`;
  return /^is$/i.test(verb) ? `must be ${after}` : `must ${after}`;
}

function issueOf({ path, text }: Complaint): InputIssue[] {
  const isShown = path.every((step) =>
    typeof step === "number"
      ? Number.isInteger(step) && step >= 0 && step <= INDEX_MAX
      : isSafeField(step),
  );
  const field = path.findLast((step) => typeof step === "string");
  if (!isShown || field === undefined) return [];
  const detail = safeDetail(text);
  return [{ path, message: detail === null ? NEUTRAL : predicateOf(detail, String(field)) }];
}

/** A vendor's complaints as issues of ours: those about fields whose names may be shown. */
export function describeIssues(complaints: readonly Complaint[]): InputIssue[] {
  const issues = complaints.slice(0, COMPLAINTS_MAX).flatMap(issueOf);
  const seen = new Set<string>();
  return issues
    .filter(({ path }) => !seen.has(path.join(".")) && seen.add(path.join(".")))
    .slice(0, ISSUES_MAX);
}
