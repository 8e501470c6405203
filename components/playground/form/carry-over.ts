import type { Field } from "#lib/contract/models/model.ts";
import { EXTRA_FIELDS } from "./extra-fields.ts";
import {
  defaultValue,
  type FieldValue,
  type FormModel,
  type FormValues,
  isSameValue,
} from "./form-values.ts";
import { otherNames } from "./other-names.ts";

/**
 * What was typed, by the name under which it was typed, oldest first; lives as long as the page.
 * Main words are one thing whatever their field is called.
 */
export type Memory = ReadonlyMap<string, FieldValue>;

/**
 * What a field is remembered under. A prompt and a text to speak are the same words, except where a
 * speech model has both: there the prompt says how to speak.
 */
export function meaningOf(model: Pick<FormModel, "fields">, name: string): string {
  if (name === "text") return "words";
  if (name !== "prompt") return name;
  const hasText = model.fields.some((field) => field.name === "text");
  return hasText ? "manner" : "words";
}

/** Turns a value into the shape that a field takes: one URL into a list, a number into a choice. */
function shapeFor(field: Field, value: FieldValue): FieldValue | undefined {
  switch (field.type) {
    case "uri[]": {
      const list = typeof value === "string" ? [value] : value;
      return typeof list === "object" ? list.slice(0, field.maxItems) : undefined;
    }
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "integer":
    case "number": {
      const isNumber = typeof value === "string" && /^\d+(\.\d+)?$/.test(value);
      return typeof value === "number" ? value : isNumber ? Number(value) : undefined;
    }
    case "enum":
      return typeof value === "number" ? String(value) : shapeForText(value);
    default:
      return shapeForText(value);
  }
}

function shapeForText(value: FieldValue): string | undefined {
  const single = typeof value === "object" ? value[0] : value;
  return typeof single === "string" ? single : undefined;
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

type Carried = { value: FieldValue; from: string };

/** The field that a remembered value goes to: of its own name, else the likeliest that is still free. */
function targetOf(
  model: FormModel,
  from: string,
  taken: ReadonlyMap<string, Carried>,
): Field | undefined {
  const named = (name: string) => model.fields.find((each) => meaningOf(model, each.name) === name);
  const own = named(from);
  if (own) return taken.has(own.name) ? undefined : own;
  return otherNames(from)
    .map(named)
    .find((field) => field !== undefined && !taken.has(field.name));
}

/** What of the memory a model's fields take, the newest first where two would go to one. */
function carriedInto(model: FormModel, memory: Memory): ReadonlyMap<string, Carried> {
  const carried = new Map<string, Carried>();
  for (const [from, remembered] of [...memory].reverse()) {
    const field = targetOf(model, from, carried);
    const value = field && shapeFor(field, remembered);
    if (field && value !== undefined && isAllowed(field, value)) {
      carried.set(field.name, { value, from });
    }
  }
  return carried;
}

/**
 * Adds to the memory what differs from the model's defaults. A value set back to the default is
 * forgotten; one that this model cannot hold is kept for the next model that can.
 */
export function remember(memory: Memory, model: FormModel, values: FormValues): Memory {
  const next = new Map(memory);
  const carried = carriedInto(model, memory);
  const learn = (name: string, value: FieldValue) => {
    next.delete(name);
    next.set(name, value);
  };
  for (const field of model.fields) {
    const value = values[field.name];
    const known = carried.get(field.name);
    // A list that went into a single field is not forgotten for its first item.
    if (value === undefined || (known && isSameValue(known.value, value))) continue;
    if (!isSameValue(value, defaultValue(field))) learn(meaningOf(model, field.name), value);
    else if (known) next.delete(known.from);
  }
  const extra = values[EXTRA_FIELDS];
  if (extra !== undefined) learn(extraKey(model), extra);
  return next;
}

/** Extra fields are a model's own. */
const extraKey = (model: FormModel) => `${EXTRA_FIELDS} ${model.id}`;

/** The form of a model, filled with what is remembered and allowed there. */
export function recall(memory: Memory, model: FormModel): FormValues {
  const carried = carriedInto(model, memory);
  const values: FormValues = Object.fromEntries(
    model.fields.map((field) => [
      field.name,
      carried.get(field.name)?.value ?? defaultValue(field),
    ]),
  );
  return model.open ? { ...values, [EXTRA_FIELDS]: memory.get(extraKey(model)) ?? "" } : values;
}
