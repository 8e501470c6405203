import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { z } from "zod";
import { describeModel } from "../catalogue-entry.ts";
import { findModel, MODELS } from "./catalogue.ts";
import { checkInput } from "./check-input.ts";
import { fieldSchema } from "./input-schema.ts";
import type { ModelInputSchema, PropertySchema } from "./json-schema.ts";

/**
 * What is published of each model, and nothing that was inferred: a field's attribute is there only
 * where its page shows it. What models say beyond that is ours, and has to be one of a few things.
 */
const publishedField = z.strictObject({
  type: z.string().optional(),
  required: z.boolean().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  enum: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  max_items: z.number().optional(),
  min_length: z.number().optional(),
  max_length: z.number().optional(),
});
type PublishedField = z.infer<typeof publishedField>;

const publishedModel = z.strictObject({
  media: z.string(),
  completeness: z.string(),
  open: z.literal(true).optional(),
  fields: z.record(z.string(), publishedField).nullable(),
});

const FACTS = z.record(z.string(), publishedModel).parse(
  JSON.parse(
    readFileSync(new URL("./testing/published-facts.json", import.meta.url), {
      encoding: "utf8",
    }),
  ),
);

/** In the catalogue without a page: it is what the synchronous speech call names. */
const UNPUBLISHED = ["minimax-tts/speech-02-hd"];

/** JSON types by the words of the pages. */
const TYPES: Readonly<Record<string, Partial<PropertySchema>>> = {
  string: { type: "string" },
  "string<uri>": { type: "string", format: "uri" },
  "string<uri>[]": { type: "array", items: { type: "string", format: "uri" } },
  "string[]": { type: "array", items: { type: "string", format: "uri" } },
  "enum<string>": { type: "string" },
  "object[]": { type: "array", items: { type: "object" } },
  integer: { type: "integer" },
  number: { type: "number" },
  boolean: { type: "boolean" },
};

const LONGEST_OF_OURS: Readonly<Record<string, number>> = { prompt: 20_000, text: 10_000 };

function checkType(name: string, published: PublishedField, property: PropertySchema): void {
  const { type, format, items } = property;
  if (published.type === undefined) {
    // A default without a type: a union of number and text in the vendor's schema.
    if (published.default !== undefined) assert.deepEqual(type, ["integer", "string"]);
    if (published.enum) assert.equal([type].flat()[0], "string");
    return;
  }
  const [word = "", nullable] = published.type.split("|");
  const expected = TYPES[word];
  assert.ok(expected, published.type);
  assert.deepEqual(type, nullable ? [expected.type, "null"] : expected.type);
  assert.deepEqual(items, expected.items);
  // Plain text whose name says that it is an address is checked as one.
  const isAddress = word === "string" && /_url$/.test(name);
  assert.equal(format, isAddress ? "uri" : expected.format);
}

function checkBounds(name: string, published: PublishedField, property: PropertySchema): void {
  assert.equal(property.maxItems, published.max_items);
  if (published.type !== undefined || published.min !== undefined) {
    assert.deepEqual([property.minimum, property.maximum], [published.min, published.max]);
  }
  const maxLengths = [published.max_length ?? LONGEST_OF_OURS[name], published.max_length];
  assert.ok(maxLengths.includes(property.maxLength), `maxLength ${property.maxLength}`);
  const minLength = published.min_length ?? (property.minLength === undefined ? undefined : 1);
  assert.equal(property.minLength, minLength);
}

function checkField(
  name: string,
  published: PublishedField,
  schema: ModelInputSchema,
  isWhollyPublished: boolean,
): void {
  const property = schema.properties[name];
  assert.ok(property);
  checkType(name, published, property);
  checkBounds(name, published, property);
  const nullable = published.type?.endsWith("|null") ? [null] : [];
  assert.deepEqual(property.enum, published.enum && [...published.enum, ...nullable]);
  const isRequired = schema.required.includes(name);
  if (published.required === undefined) assert.ok(!isRequired || name === "prompt");
  else assert.equal(isRequired, published.required);
  if (published.default !== undefined || isWhollyPublished) {
    assert.equal(property.default, published.default);
  }
}

describe("the catalogue, against what is published", () => {
  it("has every published model, and no other but those that are known not to be", () => {
    const ids = MODELS.map(({ id }) => id).sort();
    assert.equal(Object.keys(FACTS).length, 75);
    assert.deepEqual(ids, [...Object.keys(FACTS), ...UNPUBLISHED].sort());
  });

  for (const [id, facts] of Object.entries(FACTS)) {
    const model = findModel(id);
    if (!model) continue;
    const { input_schema: schema, ...entry } = describeModel(model);

    it(`makes what ${id} makes, and says how much of its schema is known`, () => {
      assert.equal(entry.media, facts.media);
      const isClosed = facts.completeness === "full" && !facts.open;
      const status = facts.fields === null ? "assumed" : isClosed ? "complete" : "partial";
      assert.equal(entry.schema_status, status);
      assert.equal(entry.schema_note === null, isClosed);
      assert.equal(schema.additionalProperties, !isClosed);
    });

    const { fields } = facts;
    if (fields === null) {
      it(`assumes little of ${id}: nothing but a prompt is required, no value is refused`, () => {
        assert.ok(schema.properties.prompt);
        assert.ok(schema.required.every((name) => name === "prompt"));
        for (const property of Object.values(schema.properties)) {
          assert.equal(property.enum, undefined);
        }
        assert.match(entry.description, /not published/);
      });
      continue;
    }

    it(`has exactly the published fields, in their order, of ${id}`, () => {
      assert.deepEqual(Object.keys(schema.properties), Object.keys(fields));
    });

    for (const [name, published] of Object.entries(fields)) {
      it(`takes ${name} of ${id} as published`, () => {
        checkField(name, published, schema, facts.completeness === "full");
      });
    }
  }
});

describe("every model", () => {
  it("has defaults that its own fields take", () => {
    let seen = 0;
    for (const { id, fields } of MODELS) {
      for (const field of fields) {
        if (!("default" in field) || field.default === undefined) continue;
        seen += 1;
        assert.equal(fieldSchema(field).parse(field.default), field.default, `${id} ${field.name}`);
      }
    }
    assert.ok(seen > 200);
  });

  it("has an example that it takes, with everything it needs", () => {
    for (const model of MODELS) {
      const checked = checkInput(model, model.example);
      assert.deepEqual(checked.ok || checked.issues, true, model.id);
      const files = model.fields.filter(({ type }) => type === "uri");
      const isTool = !("prompt" in model.example) && !("text" in model.example);
      if (isTool)
        assert.ok(
          files.some(({ name }) => name in model.example),
          model.id,
        );
    }
  });

  it("has fields of different names, each with a sentence about it", () => {
    for (const { id, fields } of MODELS) {
      assert.equal(new Set(fields.map(({ name }) => name)).size, fields.length, id);
      for (const { name, description } of fields) assert.match(description, /^[A-Z0-9].*\.$/, name);
    }
  });

  it("has a title of its own, a sentence about it and a likely time", () => {
    assert.equal(new Set(MODELS.map(({ title }) => title)).size, MODELS.length);
    for (const { title, description, typicalMs } of MODELS) {
      assert.match(title, /^\S.*\S$/);
      assert.match(description, /^[A-Zx].*\.$/, title);
      assert.ok(typicalMs >= 100 && typicalMs <= 60_000, title);
    }
  });
});
