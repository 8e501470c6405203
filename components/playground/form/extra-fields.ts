import type { Model } from "#lib/contract/models/model.ts";
import { fieldLabel } from "./field-label.ts";
import { readJson } from "./read-json.ts";

/** The form's own field for what a model takes beyond its known ones; no field can be called so. */
export const EXTRA_FIELDS = "$extra";

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object that a text stands for; an empty one while it is none. */
export function readExtra(text: unknown): JsonObject {
  const value = typeof text === "string" ? readJson(text) : undefined;
  return isObject(value) ? value : {};
}

/** What is wrong with the extra fields, as a sentence; null when nothing is. */
export function extraProblem(model: Pick<Model, "fields">, text: unknown): string | null {
  if (typeof text !== "string" || text.trim() === "") return null;
  const value = readJson(text);
  if (!isObject(value)) return 'Must be a JSON object, like {"key": "value"}.';
  const known = model.fields.find(({ name }) => Object.hasOwn(value, name));
  return known ? `“${known.name}” has a field of its own: ${fieldLabel(known.name)}.` : null;
}

/** The part of an input that no known field holds, as text to edit; empty when there is none. */
export function extraText(model: Pick<Model, "fields">, input: JsonObject): string {
  const names = new Set(model.fields.map(({ name }) => name));
  const extra = Object.entries(input).filter(([key]) => !names.has(key));
  return extra.length === 0 ? "" : JSON.stringify(Object.fromEntries(extra), null, 2);
}
