import type { Media } from "../media.ts";

/** What a file field takes. */
export type Accepts = "image" | "video" | "audio" | "file";

type FieldBase = {
  /** The key in the request body. */
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly nullable?: boolean;
};

/**
 * One field of a model's input, as data: the validator, the JSON Schema and the console's form all
 * come from it. A default makes the field optional and is filled in.
 */
export type Field = FieldBase &
  (
    | {
        readonly type: "string";
        readonly minLength?: number;
        readonly maxLength?: number;
        readonly default?: string;
        /** Values worth offering; others are taken too. */
        readonly examples?: readonly string[];
      }
    | { readonly type: "enum"; readonly values: readonly string[]; readonly default?: string }
    | {
        readonly type: "integer" | "number";
        readonly min?: number;
        readonly max?: number;
        readonly default?: number;
        /** The vendor's schema is a union: the same number as text ("5") is taken and normalized. */
        readonly acceptsText?: boolean;
      }
    | { readonly type: "boolean"; readonly default?: boolean }
    | { readonly type: "uri"; readonly accepts: Accepts }
    | { readonly type: "uri[]"; readonly accepts: Accepts; readonly maxItems?: number }
    /** Objects whose own fields are not known: passed on as they are. */
    | { readonly type: "object[]"; readonly maxItems?: number }
  );

/**
 * How much of a model's input is known: all of it, a part (keys that are not listed are passed on),
 * or nothing, so that its fields are assumed after its siblings.
 */
export const SCHEMA_STATUSES = ["complete", "partial", "assumed"] as const;
export type SchemaStatus = (typeof SCHEMA_STATUSES)[number];

export type Model = {
  /** The path behind `/generation/`: provider, then one to four segments. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: Media;
  readonly fields: readonly Field[];
  /** The vendor's schema is not wholly known: keys that are not listed are taken and passed on. */
  readonly open?: boolean;
  /** Complete when absent. */
  readonly schemaStatus?: SchemaStatus;
  /** How long one result usually takes in test mode, in milliseconds; shown before a click. */
  readonly typicalMs: number;
  readonly example: Readonly<Record<string, unknown>>;
};

/** Checks a model's shape at compile time and gives it back. */
export function defineModel(model: Model): Model {
  return model;
}
