import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { catalogueEntry, describeModel } from "../catalogue-entry.ts";
import { MODELS } from "./catalogue.ts";
import { checkInput } from "./check-input.ts";
import { modelInputSchema, toJsonSchema } from "./json-schema.ts";
import type { Field, Model } from "./model.ts";
import { fieldTitle, fromJsonSchema } from "./read-json-schema.ts";

/** Values that are on the border of what a field takes, on both sides. */
function borderValues(field: Field): unknown[] {
  const common: unknown[] = [null, "", " ", "x", 0, 1.5, true, [], {}, "https://a.example/a.png"];
  switch (field.type) {
    case "enum":
      return [...common, ...field.values, `${field.values[0]} `];
    case "integer":
    case "number":
      return [
        ...common,
        ...[field.min, field.max].flatMap((x = 0) => [x - 1, x, x + 1, `${x}`, `${x + 1}`]),
        "05",
      ];
    case "object[]":
      return [...common, ...[10, 11].map((count) => Array(count).fill({ a: 1 }))];
    case "string":
      return [
        ...common,
        "x".repeat(field.maxLength ?? 10),
        "x".repeat((field.maxLength ?? 10) + 1),
      ];
    case "uri[]":
      return [...common, ...[14, 15].map((count) => Array(count).fill("http://a.example/"))];
    default:
      return [...common, false, "data:image/png;base64,AA"];
  }
}

const anyBody = (model: Model) =>
  fc.record(
    {
      ...Object.fromEntries(
        model.fields.map((field) => [field.name, fc.constantFrom(...borderValues(field))]),
      ),
      unknown_key: fc.constantFrom(1, "x"),
    },
    { requiredKeys: [] },
  );

describe("a model's JSON Schema", () => {
  for (const model of MODELS) {
    it(`gives back fields that check alike, for ${model.id}`, () => {
      const read = fromJsonSchema(
        modelInputSchema.parse(JSON.parse(JSON.stringify(toJsonSchema(model)))),
      );
      fc.assert(
        fc.property(anyBody(model), (body) => {
          assert.deepEqual(checkInput(read, body), checkInput(model, body));
        }),
        { numRuns: 150 },
      );
      for (const field of model.fields) {
        for (const value of borderValues(field)) {
          const body = { ...model.example, [field.name]: value };
          assert.deepEqual(checkInput(read, body), checkInput(model, body), field.name);
        }
      }
    });

    it(`keeps what a form shows, for ${model.id}`, () => {
      const read = fromJsonSchema(toJsonSchema(model));
      assert.deepEqual(
        read.fields.map(({ name, type, description }) => ({ name, type, description })),
        model.fields.map(({ name, type, description }) => ({ name, type, description })),
      );
      assert.equal(read.open, model.open === true);
    });

    it(`has defaults that are allowed and required fields that have none, for ${model.id}`, () => {
      const { properties, required } = toJsonSchema(model);
      for (const name of required) assert.equal(properties[name]?.default, undefined, name);
      for (const [name, property] of Object.entries(properties)) {
        if (property.default === undefined) continue;
        if (property.enum) assert.ok(property.enum.includes(String(property.default)), name);
        if (typeof property.default === "number") {
          assert.ok(property.default >= (property.minimum ?? Number.NEGATIVE_INFINITY), name);
          assert.ok(property.default <= (property.maximum ?? Number.POSITIVE_INFINITY), name);
        }
      }
    });
  }
});

it("has null among the values of an enum that may be null, and of no other", () => {
  let seen = 0;
  for (const model of MODELS) {
    for (const [name, { type, enum: values }] of Object.entries(toJsonSchema(model).properties)) {
      if (!values) continue;
      const isNullable = [type].flat().includes("null");
      assert.equal(values.includes(null), isNullable, `${model.id} ${name}`);
      if (isNullable) seen += 1;
    }
  }
  assert.ok(seen > 0);
});

describe("a number that is a union in the vendor's schema", () => {
  it("is described as integer or digits, and read back as the one field that it is", () => {
    const model = MODELS.find(({ id }) => id === "openai/sora-2-pro");
    assert.ok(model);
    const schema = toJsonSchema(model);
    assert.deepEqual(schema.properties.seconds, {
      title: "Seconds",
      description: "Length in seconds.",
      type: ["integer", "string"],
      pattern: "^(0|[1-9][0-9]*)$",
      minimum: 1,
      maximum: 20,
      default: 4,
    });
    assert.deepEqual(
      fromJsonSchema(schema).fields.find(({ name }) => name === "seconds"),
      model.fields.find(({ name }) => name === "seconds"),
    );
  });
});

describe("describeModel", () => {
  it("gives an entry as the contract has it, which survives JSON", () => {
    for (const model of MODELS) {
      const entry = describeModel(model);
      assert.deepEqual(catalogueEntry.parse(JSON.parse(JSON.stringify(entry))), entry);
      assert.ok(entry.pricing.example.credits > 0);
    }
  });
});

describe("fieldTitle", () => {
  const titles = [
    ["first_frame_url", "First frame"],
    ["image_urls", "Image"],
    ["n", "Results"],
    ["num_images", "Pictures"],
    ["fps", "Frames per second"],
    ["prompt", "Prompt"],
    ["generate_audio", "Generate audio"],
  ] as const;
  for (const [name, title] of titles) {
    it(`calls ${name} ${title}`, () => assert.equal(fieldTitle(name), title));
  }
});
