import type { GenerationInput } from "#lib/contract/models/check-input.ts";
import type { Field, Model } from "#lib/contract/models/model.ts";

/** What one control of the form holds. Numbers that are being typed are kept as text. */
export type FieldValue = string | number | boolean | readonly string[];
export type FormValues = Record<string, FieldValue>;

/** What a field shows before anybody touches it. */
export function defaultValue(field: Field): FieldValue {
  switch (field.type) {
    case "boolean":
      return field.default ?? false;
    case "uri[]":
      return [];
    case "object[]":
    case "uri":
      return "";
    default:
      return field.default ?? "";
  }
}

/** The untouched form of a model. */
export function defaultValues(fields: readonly Field[]): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, defaultValue(field)]));
}

/** True when both are the same value; lists are compared by their items. */
export function isSameValue(left: FieldValue, right: FieldValue): boolean {
  if (typeof left !== "object" || typeof right !== "object") return left === right;
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

function toNumber(value: string): number | string {
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function toInputValue(field: Field, value: FieldValue): unknown {
  if (typeof value !== "string") {
    return typeof value === "object" && value.length === 0 ? undefined : value;
  }
  if (value.trim() === "") return undefined;
  if (field.type === "integer" || field.type === "number") return toNumber(value);
  return field.type === "uri" ? value.trim() : value;
}

/**
 * The request body that a form stands for: what is empty is left out, numbers typed as text become
 * numbers, and what is no number stays as typed, so that the check can say so.
 */
export function toInput(fields: readonly Field[], values: FormValues): GenerationInput {
  const input: GenerationInput = {};
  for (const field of fields) {
    const value = values[field.name];
    const sent = value === undefined ? undefined : toInputValue(field, value);
    if (sent !== undefined) input[field.name] = sent;
  }
  return input;
}

function fromInputValue(field: Field, value: unknown): FieldValue | undefined {
  switch (field.type) {
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "integer":
    case "number":
      return typeof value === "number" ? value : undefined;
    case "uri[]":
      return Array.isArray(value)
        ? value.filter((item): item is string => typeof item === "string")
        : undefined;
    default:
      return typeof value === "string" ? value : undefined;
  }
}

/** The form that stands for a request body: the way back, for remix and for shared links. */
export function fromInput(
  fields: readonly Field[],
  input: Readonly<Record<string, unknown>>,
): FormValues {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      fromInputValue(field, input[field.name]) ?? defaultValue(field),
    ]),
  );
}

/** A model's fields by name, with the open mark that the check needs. */
export type FormModel = Pick<Model, "id" | "media" | "fields" | "open">;
