import type { Field } from "#lib/contract/models/model.ts";
import {
  defaultValue,
  type FieldValue,
  type FormModel,
  type FormValues,
  isSameValue,
} from "./form-values.ts";

/** What was typed, by meaning instead of by field name; lives as long as the page. */
export type Memory = ReadonlyMap<string, FieldValue>;

const SAME_MEANING: Readonly<Record<string, string>> = {
  text: "words",
  image_url: "pictures",
  image_urls: "pictures",
  reference_image_urls: "pictures",
  start_image_url: "first_frame_url",
  end_image_url: "last_frame_url",
};

/**
 * What a field means across models. A prompt and a text to speak are the same words, except where a
 * speech model has both: there the prompt says how to speak.
 */
export function meaningOf(model: Pick<FormModel, "fields">, name: string): string {
  if (name !== "prompt") return SAME_MEANING[name] ?? name;
  const hasText = model.fields.some((field) => field.name === "text");
  return hasText ? "manner" : "words";
}

/** Turns a value into the shape that a field takes: one URL into a list, a list into its first. */
function shapeFor(field: Field, value: FieldValue): FieldValue | undefined {
  switch (field.type) {
    case "uri[]": {
      const list = typeof value === "string" ? [value] : value;
      return typeof list === "object" ? list.slice(0, field.maxItems) : undefined;
    }
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "integer":
    case "number":
      return typeof value === "number" ? value : undefined;
    default: {
      const single = typeof value === "object" ? value[0] : value;
      return typeof single === "string" ? single : undefined;
    }
  }
}

/** Whether a field takes a value. Only what can differ between models; the rest is said at its field. */
function isAllowed(field: Field, value: FieldValue): boolean {
  switch (field.type) {
    case "enum":
      return field.values.includes(String(value));
    case "integer":
    case "number": {
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
      const isWhole = field.type === "number" || Number.isInteger(value);
      return typeof value === "number" && isWhole && value >= min && value <= max;
    }
    default:
      return true;
  }
}

/** The remembered value as this field could hold it, or undefined when it is not allowed there. */
function carried(model: FormModel, field: Field, memory: Memory): FieldValue | undefined {
  const remembered = memory.get(meaningOf(model, field.name));
  const value = remembered === undefined ? undefined : shapeFor(field, remembered);
  if (value === undefined) return undefined;
  return isAllowed(field, value) ? value : undefined;
}

/**
 * Adds to the memory what differs from the model's defaults. A value set back to the default is
 * forgotten; one that this model cannot hold is kept for the next model that can.
 */
export function remember(memory: Memory, model: FormModel, values: FormValues): Memory {
  const next = new Map(memory);
  for (const field of model.fields) {
    const value = values[field.name];
    if (value === undefined) continue;
    const meaning = meaningOf(model, field.name);
    if (!isSameValue(value, defaultValue(field))) {
      const shaped = memory.get(meaning);
      const isFirstOfList =
        typeof value === "string" && typeof shaped === "object" && shaped[0] === value;
      if (!isFirstOfList) next.set(meaning, value);
    } else if (carried(model, field, memory) !== undefined) {
      next.delete(meaning);
    }
  }
  return next;
}

/** The form of a model, filled with what is remembered and allowed there. */
export function recall(memory: Memory, model: FormModel): FormValues {
  return Object.fromEntries(
    model.fields.map((field) => [field.name, carried(model, field, memory) ?? defaultValue(field)]),
  );
}
