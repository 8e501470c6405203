import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkInput } from "#lib/contract/models/check-input.ts";
import type { Model } from "#lib/contract/models/model.ts";
import { assembleForm, type FormEntry } from "./assemble-form.ts";

const description = "";
const model: Pick<Model, "fields" | "open"> = {
  fields: [
    { name: "prompt", type: "string", required: true, minLength: 1, description },
    { name: "negative_prompt", type: "string", nullable: true, description },
    {
      name: "quality",
      type: "enum",
      values: ["standard", "pro"],
      default: "standard",
      description,
    },
    { name: "duration", type: "integer", min: 3, max: 15, default: 5, description },
    { name: "seed", type: "integer", nullable: true, description },
    { name: "scale", type: "number", description },
    { name: "generate_audio", type: "boolean", default: true, description },
    { name: "image_url", type: "uri", accepts: "image", description },
    { name: "tail_url", type: "uri", accepts: "image", nullable: true, description },
    { name: "image_urls", type: "uri[]", accepts: "image", description },
    { name: "video_urls", type: "uri[]", accepts: "video", nullable: true, description },
    { name: "multi_prompt", type: "object[]", description },
  ],
};
const open = { ...model, open: true };

const text = (name: string, value: string): FormEntry => ({ name, text: value });
const file = (name: string, sha256: string, sizeBytes = 9): FormEntry => ({
  name,
  file: { localPath: `/tmp/${sha256}`, fileName: `${sha256}.png`, sizeBytes, sha256 },
});
const FILE = "http://file.invalid/";

function assemble(entries: FormEntry[], into: Pick<Model, "fields" | "open"> = model) {
  const assembled = assembleForm(into, entries);
  assert.ok(assembled.ok, JSON.stringify(assembled));
  return assembled.form;
}

describe("a text of a form", () => {
  const values: [string, string[], unknown][] = [
    ["prompt", ["a cat"], "a cat"],
    ["prompt", [""], ""],
    ["prompt", ["null"], "null"],
    ["prompt", ["5"], "5"],
    ["prompt", [" [1] "], " [1] "],
    ["negative_prompt", ["fog"], "fog"],
    ["negative_prompt", [""], null],
    ["negative_prompt", ["null"], null],
    ["quality", ["pro"], "pro"],
    ["quality", [""], undefined],
    ["duration", ["5"], 5],
    ["duration", [" 5 "], 5],
    ["duration", ["5.0"], 5],
    ["duration", ["-1"], -1],
    ["duration", [""], undefined],
    ["duration", ["0x5"], "0x5"],
    ["duration", ["5 s"], "5 s"],
    ["duration", ["null"], "null"],
    ["duration", ["Infinity"], "Infinity"],
    ["seed", ["null"], null],
    ["seed", [""], null],
    ["seed", ["42"], 42],
    ["scale", ["1e-2"], 0.01],
    ["generate_audio", ["true"], true],
    ["generate_audio", ["False"], false],
    ["generate_audio", ["yes"], "yes"],
    ["generate_audio", [""], undefined],
    ["image_url", ["https://a.example/"], "https://a.example/"],
    ["image_url", [""], undefined],
    ["tail_url", ["null"], null],
    ["image_urls", ["https://a.example/"], ["https://a.example/"]],
    [
      "image_urls",
      ["https://a.example/", "https://b.example/"],
      ["https://a.example/", "https://b.example/"],
    ],
    ["image_urls", ["", "https://b.example/"], ["https://b.example/"]],
    ["image_urls", [""], undefined],
    ["video_urls", ["null"], null],
    ["multi_prompt", ['{"prompt":"a"}', '{"prompt":"b"}'], [{ prompt: "a" }, { prompt: "b" }]],
    ["multi_prompt", ['{"prompt":"a"}'], [{ prompt: "a" }]],
    ["multi_prompt", ['[{"prompt":"a"}]'], [{ prompt: "a" }]],
    ["multi_prompt", ["a, b"], ["a, b"]],
  ];
  for (const [name, texts, value] of values) {
    it(`${name} ${JSON.stringify(texts)} is ${JSON.stringify(value)}`, () => {
      const form = assemble(texts.map((each) => text(name, each)));
      const expected = value === undefined ? {} : { [name]: value };
      assert.deepEqual(form, { body: expected, fingerprint: expected, files: [] });
    });
  }

  it("under a key that is no field is JSON if it parses, where the model is open, else left to the check", () => {
    const entries = [text("temperature", "0.4"), text("style", "wet"), text("nested", '{"a":[1]}')];
    assert.deepEqual(assemble(entries, open).body, {
      temperature: 0.4,
      style: "wet",
      nested: { a: [1] },
    });
    const { body } = assemble([text("prompt", "a"), text("promt", "1")]);
    const checked = checkInput(model, body);
    assert.deepEqual(checked.ok ? [] : checked.issues, [
      { path: ["promt"], message: "is not a field of this model; did you mean prompt?" },
    ]);
  });

  it("never reaches a prototype", () => {
    const { body } = assemble(
      [text("__proto__", '{"prompt":"a"}'), text("constructor", "1")],
      open,
    );
    assert.equal(Object.getPrototypeOf(body), Object.prototype);
    assert.deepEqual(Object.keys(body), ["__proto__", "constructor"]);
  });
});

describe("a file of a form", () => {
  it("stands at its place among the URLs of a list, in the order in which they came", () => {
    const form = assemble([
      text("image_urls", "https://a.example/"),
      text("prompt", "a"),
      file("image_urls", "f1"),
      text("image_urls", ""),
      file("image_urls", "f2"),
    ]);
    assert.deepEqual(form.body, { image_urls: ["https://a.example/", FILE, FILE], prompt: "a" });
    assert.deepEqual(
      form.files.map(({ path, file: { localPath } }) => [path, localPath]),
      [
        [["image_urls", 1], "/tmp/f1"],
        [["image_urls", 2], "/tmp/f2"],
      ],
    );
  });

  it("is told by its content where requests are compared", () => {
    const { fingerprint } = assemble([
      file("image_url", "f1"),
      file("image_urls", "f2"),
      text("image_urls", "https://a.example/"),
      text("duration", "5"),
    ]);
    assert.deepEqual(fingerprint, {
      image_url: "sha256:f1",
      image_urls: ["sha256:f2", "https://a.example/"],
      duration: 5,
    });
  });

  it("alone under a list is a list of one, and passes the check", () => {
    const { body, files } = assemble([text("prompt", "a"), file("image_urls", "f")]);
    assert.deepEqual(body.image_urls, [FILE]);
    assert.deepEqual(files[0]?.path, ["image_urls", 0]);
    assert.equal(checkInput(model, body).ok, true);
  });
});

describe("a form is refused", () => {
  const cases: [string, FormEntry[], boolean, (string | number)[], string][] = [
    [
      "a field twice",
      [text("prompt", "a"), text("prompt", "b")],
      false,
      ["prompt"],
      "must be given once",
    ],
    [
      "a file and a URL for one",
      [file("image_url", "f"), text("image_url", "https://a.example/")],
      false,
      ["image_url"],
      "must be given once",
    ],
    ["an empty file", [file("image_url", "f", 0)], false, ["image_url"], "is an empty file"],
    [
      "an empty file in a list",
      [file("image_urls", "f"), file("image_urls", "g", 0)],
      false,
      ["image_urls", 1],
      "is an empty file",
    ],
    [
      "brackets",
      [text("image_urls[]", "https://a.example/")],
      false,
      ["image_urls[]"],
      "is not a field of this model; did you mean image_urls?",
    ],
    [
      "brackets where any key goes",
      [text("image_urls[0]", "https://a.example/")],
      true,
      ["image_urls[0]"],
      "is not a field of this model; did you mean image_urls?",
    ],
    [
      "an unknown key twice",
      [text("x", "1"), text("x", "2")],
      true,
      ["x"],
      "must be given once; a list goes as one JSON text",
    ],
  ];
  for (const [what, entries, isOpen, path, message] of cases) {
    it(`for ${what}`, () => {
      const assembled = assembleForm(isOpen ? open : model, entries);
      assert.deepEqual(assembled, { ok: false, issues: [{ path, message }] });
    });
  }

  it("with every problem at once", () => {
    const entries = [text("prompt", "a"), text("prompt", "b"), file("image_url", "f", 0)];
    const assembled = assembleForm(model, entries);
    assert.deepEqual(assembled.ok ? 0 : assembled.issues.length, 2);
  });
});
