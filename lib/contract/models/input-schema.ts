import { z } from "zod";
import type { Field, Model } from "./model.ts";

const MAX_URL_LENGTH = 4_096;

/** A URL that a picture, film or file can be fetched from: http(s), or base64 data in place. */
function isInputUrl(value: string): boolean {
  if (/^data:[a-z0-9.+-]+\/[a-z0-9.+-]+(;[\w-]+=[\w.+-]+)*;base64,/i.test(value)) return true;
  return value.length <= MAX_URL_LENGTH && /^https?:$/.test(URL.parse(value)?.protocol ?? "");
}

const inputUrl = z.string({ error: "must be a URL" }).refine(isInputUrl, {
  error: `must be an http or https URL of at most ${MAX_URL_LENGTH} characters, or base64 data in place`,
});

function rangeText(min: number | undefined, max: number | undefined): string {
  if (min === Number.MIN_SAFE_INTEGER && max === Number.MAX_SAFE_INTEGER)
    return "must be a whole number";
  if (min !== undefined && max !== undefined) return `must be between ${min} and ${max}`;
  return min !== undefined ? `must be at least ${min}` : `must be at most ${max}`;
}

/** A whole number written as text, as JSON Schema and as our own check read it. */
export const WHOLE_NUMBER_PATTERN = "^(0|[1-9][0-9]*)$";
const WHOLE_NUMBER_TEXT = new RegExp(WHOLE_NUMBER_PATTERN);

function numberOfText(value: unknown): unknown {
  return typeof value === "string" && WHOLE_NUMBER_TEXT.test(value) ? Number(value) : value;
}

function numberSchema(field: Extract<Field, { type: "integer" | "number" }>): z.ZodType {
  const error = field.type === "integer" ? "must be a whole number" : "must be a number";
  let schema = z.number({ error });
  const bounds = rangeText(field.min, field.max);
  if (field.type === "integer") {
    schema = schema.refine(Number.isSafeInteger, { error, abort: true });
  }
  if (field.min !== undefined) schema = schema.min(field.min, { error: bounds });
  if (field.max !== undefined) schema = schema.max(field.max, { error: bounds });
  return field.acceptsText ? z.preprocess(numberOfText, schema) : schema;
}

/** True when a text has at most so many characters: code points, as JSON Schema counts them. */
function isAtMost(text: string, maxLength: number): boolean {
  return (
    text.length <= maxLength || (text.length <= 2 * maxLength && [...text].length <= maxLength)
  );
}

function stringSchema(field: Extract<Field, { type: "string" }>): z.ZodType {
  const { minLength = 0, maxLength } = field;
  let schema = z.string({ error: "must be text" });
  if (minLength > 0) {
    schema = schema.refine((text) => text.trim().length >= minLength, {
      error: "must not be empty",
    });
  }
  if (maxLength !== undefined) {
    schema = schema.refine((text) => isAtMost(text, maxLength), {
      error: `must have at most ${maxLength} characters`,
    });
  }
  return schema;
}

function valueSchema(field: Field): z.ZodType {
  switch (field.type) {
    case "string":
      return stringSchema(field);
    case "enum":
      return z.enum(field.values as [string, ...string[]], {
        error: `must be one of ${field.values.join(", ")}`,
      });
    case "integer":
    case "number":
      return numberSchema(field);
    case "boolean":
      return z.boolean({ error: "must be true or false" });
    case "uri":
      return inputUrl;
    case "object[]": {
      const item = z.record(z.string(), z.unknown(), { error: "must be an object" });
      const list = z.array(item, { error: "must be a list of objects" });
      const { maxItems = Number.POSITIVE_INFINITY } = field;
      return list.refine((items) => items.length <= maxItems, {
        error: `must have at most ${maxItems} items`,
      });
    }
    case "uri[]": {
      const list = z.array(inputUrl, { error: "must be a list of URLs" });
      const { maxItems = Number.POSITIVE_INFINITY } = field;
      // Not .max(): that one looks at anything with a length, so at a text given for the list too.
      return list.refine((urls) => urls.length <= maxItems, {
        error: `must have at most ${maxItems} items`,
      });
    }
  }
}

/** The validator of one field: required, nullable and default included. */
export function fieldSchema(field: Field): z.ZodType {
  let schema = valueSchema(field);
  if (field.nullable) schema = schema.nullable();
  if ("default" in field && field.default !== undefined) return schema.default(field.default);
  return field.required ? schema : schema.optional();
}

const cache = new WeakMap<Pick<Model, "fields">, z.ZodObject>();

/** The validator of a model's whole input; unknown keys pass only where the model is open. */
export function inputSchema(model: Pick<Model, "fields" | "open">): z.ZodObject {
  const known = cache.get(model);
  if (known) return known;
  const shape = Object.fromEntries(model.fields.map((field) => [field.name, fieldSchema(field)]));
  const schema = model.open ? z.looseObject(shape) : z.strictObject(shape);
  cache.set(model, schema);
  return schema;
}
