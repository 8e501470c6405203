import type { ModelInputSchema, PropertySchema } from "./json-schema.ts";
import type { Accepts, Field, Model } from "./model.ts";

/** Names that say little to a person. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["n", "Results"],
  ["num_images", "Pictures"],
  ["fps", "Frames per second"],
]);

/** `first_frame_url` → "First frame"; `n` → "Results". */
export function fieldTitle(name: string): string {
  const title = TITLES.get(name);
  if (title) return title;
  const words = name.replace(/_urls?$/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function toField(name: string, property: PropertySchema, isRequired: boolean): Field {
  const types = Array.isArray(property.type) ? property.type : [property.type];
  const base = {
    name,
    description: property.description,
    ...(isRequired && { required: true }),
    ...(types.includes("null") && { nullable: true }),
  };
  const fallback = property.default === undefined ? {} : { default: property.default };
  const accepts = (property["x-accepts"] ?? "file") as Accepts;
  if (property.enum) {
    const values = property.enum.filter((value) => value !== null);
    return { ...base, ...fallback, type: "enum", values } as Field;
  }
  if (types.includes("array")) {
    const list = { ...base, ...defined({ maxItems: property.maxItems }) };
    const isOfObjects = property.items?.type === "object";
    return (
      isOfObjects ? { ...list, type: "object[]" } : { ...list, type: "uri[]", accepts }
    ) as Field;
  }
  if (property.format === "uri") return { ...base, type: "uri", accepts };
  if (types.includes("boolean")) return { ...base, ...fallback, type: "boolean" } as Field;
  if (types.includes("integer") || types.includes("number")) {
    const bounds = defined({ min: property.minimum, max: property.maximum });
    return {
      ...base,
      ...fallback,
      ...bounds,
      ...(types.includes("string") && { acceptsText: true }),
      type: types.includes("integer") ? "integer" : "number",
    } as Field;
  }
  const { minLength, maxLength, examples } = property;
  return {
    ...base,
    ...fallback,
    ...defined({ minLength, maxLength, examples }),
    type: "string",
  } as Field;
}

/** The fields that a JSON Schema of ours describes: what a form made from the API's answer shows. */
export function fromJsonSchema(schema: ModelInputSchema): Pick<Model, "fields" | "open"> {
  return {
    fields: Object.entries(schema.properties).map(([name, property]) =>
      toField(name, property, schema.required.includes(name)),
    ),
    open: schema.additionalProperties,
  };
}
