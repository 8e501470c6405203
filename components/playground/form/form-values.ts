import type { GenerationInput } from "#lib/contract/models/check-input.ts";
import type { Field, Model } from "#lib/contract/models/model.ts";
import { EXTRA_FIELDS, extraText, readExtra } from "./extra-fields.ts";
import { readJson } from "./read-json.ts";

/**
 * What one control of the form holds; an empty text is nothing. Numbers that are being typed are
 * kept as text, and so is JSON.
 */
export type FieldValue = string | number | boolean | readonly string[];
export type FormValues = Record<string, FieldValue>;

/** A model's fields by name, with the open mark that the check needs. */
export type FormModel = Pick<Model, "id" | "media" | "fields" | "open">;

type Fields = Pick<Model, "fields" | "open">;

/** What a field shows before anybody touches it. */
export function defaultValue(field: Field): FieldValue {
  switch (field.type) {
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
export function defaultValues({ fields }: Fields): FormValues {
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
  switch (field.type) {
    case "integer":
    case "number":
      return toNumber(value);
    case "object[]":
      return readJson(value) ?? value;
    case "uri":
      return value.trim();
    default:
      return value;
  }
}

/**
 * The request body that a form stands for: what is empty is left out, numbers typed as text become
 * numbers, JSON becomes what it says, and what is neither stays as typed, so that the check can say
 * so. Extra fields go in where a field of the form has nothing.
 */
export function toInput(model: Fields, values: FormValues): GenerationInput {
  const input: GenerationInput = {};
  for (const field of model.fields) {
    const value = values[field.name];
    const sent = value === undefined ? undefined : toInputValue(field, value);
    if (sent !== undefined) input[field.name] = sent;
  }
  return model.open ? { ...readExtra(values[EXTRA_FIELDS]), ...input } : input;
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
    case "object[]":
      return Array.isArray(value) ? JSON.stringify(value, null, 2) : undefined;
    default:
      return typeof value === "string" ? value : undefined;
  }
}

/** The form that stands for a request body: the way back, for remix and for shared links. */
export function fromInput(model: Fields, input: Readonly<Record<string, unknown>>): FormValues {
  const values: FormValues = Object.fromEntries(
    model.fields.map((field) => [
      field.name,
      fromInputValue(field, input[field.name]) ?? defaultValue(field),
    ]),
  );
  if (!model.open) return values;
  return { ...values, [EXTRA_FIELDS]: extraText(model, input) };
}
