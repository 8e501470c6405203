import type { InputIssue } from "#lib/contract/errors.ts";
import type { Field, Model } from "#lib/contract/models/model.ts";
import type { ReceivedFile } from "../../assets/received-file.ts";
import type { InputFile } from "../../generations/store-inputs.ts";

/** One part as it came: a text, or a file. */
export type FormEntry = { name: string } & ({ text: string } | { file: ReceivedFile });

export type AssembledForm = {
  body: Record<string, unknown>;
  /** The body with each file as `sha256:<hex>`: the same for the same request. */
  fingerprint: Record<string, unknown>;
  files: InputFile[];
};

/** Where a file stands in a body until it has an address: a URL, so that the body can be checked. */
const PLACEHOLDER = "http://file.invalid/";

const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

const isListField = (field: Field) => field.type.endsWith("[]");

export const isFileField = (field: Field) => field.type === "uri" || field.type === "uri[]";

function readJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * The value that a text stands for. A text that does not fit stays a text, for the check to refuse.
 * Undefined for a form's empty line: a field that was left alone.
 */
function readText(field: Field, text: string): unknown {
  if (field.nullable && (text === "" || text === "null")) return null;
  if (field.type === "string") return text;
  const word = text.trim();
  if (word === "") return undefined;
  if (field.type === "integer" || field.type === "number") {
    return NUMBER.test(word) ? Number(word) : text;
  }
  if (field.type === "boolean") {
    const isTrue = word.toLowerCase() === "true";
    return isTrue || word.toLowerCase() === "false" ? isTrue : text;
  }
  return field.type === "object[]" ? readJsonText(text) : text;
}

type Filled = { value: unknown; print: unknown; files: InputFile[] };

/** A field's entries as its value; null when it was left alone. */
function fillField(field: Field, entries: readonly FormEntry[]): Filled | null {
  const isList = isListField(field);
  const values: unknown[] = [];
  const prints: unknown[] = [];
  const files: InputFile[] = [];
  for (const entry of entries) {
    const value = "file" in entry ? PLACEHOLDER : readText(field, entry.text);
    if (value === undefined) continue;
    if ("file" in entry) {
      const path = isList ? [field.name, values.length] : [field.name];
      files.push({ path, file: entry.file });
    }
    values.push(value);
    prints.push("file" in entry ? `sha256:${entry.file.sha256}` : value);
  }
  if (values.length === 0) return null;
  // One text may be the whole of a list: none at all, or all its objects as JSON.
  const isWhole =
    !isList || (values.length === 1 && (values[0] === null || Array.isArray(values[0])));
  return isWhole
    ? { value: values[0], print: prints[0], files }
    : { value: values, print: prints, files };
}

function fieldIssues(field: Field, entries: readonly FormEntry[]): InputIssue[] {
  const isList = isListField(field);
  if (!isList && entries.length > 1) {
    return [{ path: [field.name], message: "must be given once" }];
  }
  return entries.flatMap((entry, index) =>
    "file" in entry && entry.file.sizeBytes === 0
      ? [{ path: isList ? [field.name, index] : [field.name], message: "is an empty file" }]
      : [],
  );
}

/** A key that is no field: as it is where the model is open, else for the check to name the nearest. */
function unknownIssues(model: Pick<Model, "fields">, name: string, count: number): InputIssue[] {
  const stem = name.replace(/\[\d*\]$/, "");
  if (stem !== name && model.fields.some((field) => field.name === stem)) {
    return [{ path: [name], message: `is not a field of this model; did you mean ${stem}?` }];
  }
  const message = "must be given once; a list goes as one JSON text";
  return count > 1 ? [{ path: [name], message }] : [];
}

/** The body that a form stands for, by the fields of its model; or every problem of the form itself. */
export function assembleForm(
  model: Pick<Model, "fields" | "open">,
  entries: readonly FormEntry[],
): { ok: true; form: AssembledForm } | { ok: false; issues: InputIssue[] } {
  const byName = Map.groupBy(entries, (entry) => entry.name);
  const issues: InputIssue[] = [];
  const body: [string, unknown][] = [];
  const fingerprint: [string, unknown][] = [];
  const files: InputFile[] = [];
  for (const [name, given] of byName) {
    const field = model.fields.find((each) => each.name === name);
    if (field) {
      issues.push(...fieldIssues(field, given));
      const filled = fillField(field, given);
      if (!filled) continue;
      body.push([name, filled.value]);
      fingerprint.push([name, filled.print]);
      files.push(...filled.files);
    } else {
      issues.push(...unknownIssues(model, name, given.length));
      const [first] = given;
      const text = first && "text" in first ? first.text : "";
      const value = model.open ? readJsonText(text) : text;
      body.push([name, value]);
      fingerprint.push([name, value]);
    }
  }
  if (issues.length > 0) return { ok: false, issues };
  const form = {
    body: Object.fromEntries(body),
    fingerprint: Object.fromEntries(fingerprint),
    files,
  };
  return { ok: true, form };
}
