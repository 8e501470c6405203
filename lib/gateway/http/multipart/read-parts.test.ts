import assert from "node:assert/strict";
import { buffer } from "node:stream/consumers";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { MalformedForm, readBoundary, readParts, type TakePart } from "./read-parts.ts";

type Seen = { name: string; fileName: string | null; bytes: Buffer };

/** A body in pieces of this size, and how many of them were asked for. */
function pieces(body: Buffer, sizeBytes: number) {
  const asked = { count: 0 };
  async function* all() {
    for (let at = 0; at < body.length; at += sizeBytes) {
      asked.count += 1;
      yield body.subarray(at, at + sizeBytes);
    }
  }
  return { asked, chunks: all() };
}

async function read(body: Buffer, sizeBytes = 64 * 1024, boundary = "b"): Promise<Seen[]> {
  const seen: Seen[] = [];
  await readParts(pieces(body, sizeBytes).chunks, boundary, async (part, index) => {
    const { name, fileName } = part;
    seen[index] = { name, fileName, bytes: await buffer(part.body) };
  });
  return seen;
}

async function encode(form: FormData) {
  const response = new Response(form);
  const boundary = readBoundary(response.headers.get("content-type") ?? "");
  return { body: Buffer.from(await response.arrayBuffer()), boundary };
}

const anyName = fc
  .string({ minLength: 1, unit: "grapheme" })
  .filter((name) => !/[\r\n"%\\]/.test(name));
const anyPart = fc.record({
  name: anyName,
  fileName: fc.option(anyName),
  // Line ends and dashes, of which delimiters are made.
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .array(fc.constantFrom(13, 10, 45, 45, 98), { maxLength: 40 })
      .map((list) => Uint8Array.from(list)),
  ),
});

function formOf(parts: { name: string; fileName: string | null; bytes: Uint8Array }[]): FormData {
  const form = new FormData();
  for (const { name, fileName, bytes } of parts) {
    if (fileName === null) form.append(name, Buffer.from(bytes).toString("hex"));
    else form.append(name, new Blob([Uint8Array.from(bytes)]), fileName);
  }
  return form;
}

describe("the parts of a form", () => {
  it("come in order and whole, however the body is cut into pieces", async () => {
    const cases = fc.tuple(fc.array(anyPart, { maxLength: 5 }), fc.integer({ min: 1, max: 300 }));
    await fc.assert(
      fc.asyncProperty(cases, async ([parts, sizeBytes]) => {
        const { body, boundary } = await encode(formOf(parts));
        const seen = await read(body, sizeBytes, boundary);
        const expected = parts.map(({ name, fileName, bytes }) => ({
          name,
          fileName,
          bytes: Buffer.from(fileName === null ? Buffer.from(bytes).toString("hex") : bytes),
        }));
        assert.deepEqual(seen, expected);
      }),
      { numRuns: 150 },
    );
  });

  for (const sizeBytes of [70_000, 200_000, 1_000_000]) {
    it(`end though the last of ${sizeBytes} bytes fills its buffer in the piece that ends all`, async () => {
      const bytes = new Uint8Array(sizeBytes).fill(7);
      const parts = [
        { name: "prompt", fileName: null, bytes: Uint8Array.of(1) },
        { name: "image_urls", fileName: "a.png", bytes },
      ];
      const { body, boundary } = await encode(formOf(parts));
      for (const pieceBytes of [body.length, 64 * 1024, 90_000]) {
        const seen: Buffer[] = [];
        await readParts(pieces(body, pieceBytes).chunks, boundary, async (part, index) => {
          // As one who opens a file first.
          for (let n = 0; n < 5; n++) await turn();
          seen[index] = await buffer(part.body);
        });
        assert.ok(seen[1]?.equals(bytes));
      }
    });
  }

  it("are never taken for all when the body is cut off anywhere", async () => {
    const form = new FormData();
    form.append("prompt", "a cat");
    form.append("image", new Blob(["x".repeat(500)]), "a.png");
    const { body, boundary } = await encode(form);
    const end = body.lastIndexOf(`--${boundary}--`) + `--${boundary}--`.length;
    for (let length = 0; length < end; length++) {
      await assert.rejects(read(body.subarray(0, length), 97, boundary), MalformedForm);
    }
    assert.equal((await read(body.subarray(0, end), 97, boundary)).length, 2);
  });

  it("wait for whoever takes them, one piece at a time", async () => {
    const file = "x".repeat(1_000_000);
    const body = Buffer.from(
      `--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n${file}\r\n--b--`,
    );
    const { asked, chunks } = pieces(body, 10_000);
    const begin = Promise.withResolvers<void>();
    let sizeBytes = 0;
    const done = readParts(chunks, "b", async (part) => {
      await begin.promise;
      for await (const chunk of part.body) sizeBytes += chunk.length;
    });
    for (let n = 0; n < 50; n++) await turn();
    assert.ok(asked.count < 20, `${asked.count} of 100 pieces were read for nobody`);
    begin.resolve();
    await done;
    assert.equal(sizeBytes, file.length);
  });
});

describe("a take that rejects", () => {
  const head = (name: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n`;
  const body = Buffer.from(
    `--b\r\n${head("a")}x\r\n--b\r\n${head("b")}${"x".repeat(1_000_000)}\r\n--b--`,
  );
  const refusals: [string, TakePart][] = [
    ["before it reads", () => Promise.reject(new Error("no"))],
    [
      "while it reads, and another still waits",
      async ({ name, body: bytes }) => {
        if (name === "a") return void (await buffer(bytes));
        for await (const _ of bytes) throw new Error("no");
      },
    ],
  ];
  for (const [when, take] of refusals) {
    it(`ends the whole at once, ${when}`, async () => {
      const { asked, chunks } = pieces(body, 10_000);
      let running = 0;
      const done = readParts(chunks, "b", async (part, index) => {
        running += 1;
        await take(part, index).finally(() => {
          running -= 1;
        });
      });
      await assert.rejects(done, { message: "no" });
      assert.ok(asked.count < 10, `${asked.count} of 100 pieces were read on`);
      assert.equal(running, 0);
    });
  }

  it("ends it too when the body breaks off: no take is left hanging", async () => {
    async function* broken() {
      yield body.subarray(0, 5_000);
      throw new Error("hung up");
    }
    let ended = 0;
    const done = readParts(broken(), "b", async (part) => {
      await buffer(part.body).finally(() => {
        ended += 1;
      });
    });
    await assert.rejects(done, { message: "hung up" });
    assert.equal(ended, 2);
  });
});

describe("a body that is no form", () => {
  const part = (headers: string) => `--b\r\n${headers}\r\n\r\nx\r\n--b--\r\n`;
  const named = 'Content-Disposition: form-data; name="a"';
  const cases: [string, string][] = [
    ["", "ends before its closing boundary"],
    ['{"prompt":"a"}', "ends before its closing boundary"],
    [`--b\r\n${named}\r\n\r\nx\r\n--c--`, "ends before its closing boundary"],
    [`--b\n${named}\n\nx\n--b--\n`, "ends before its closing boundary"],
    [`--b\r\n${named}\r\n--b--\r\n`, "has a part with broken headers"],
    [part("Content-Type: text/plain"), "has a part without a Content-Disposition of form-data"],
    [part("nonsense"), "has a part without a Content-Disposition of form-data"],
    [
      part(named.replace("form-data", "attachment")),
      "has a part without a Content-Disposition of form-data",
    ],
    [
      part(`X: ${"x".repeat(40_000)}\r\n${named}`),
      "has a part without a Content-Disposition of form-data",
    ],
    [part("Content-Disposition: form-data"), "has a part without a name"],
    [part('Content-Disposition: form-data; name=""'), "has a part without a name"],
    [
      part(`${named}\r\nContent-Transfer-Encoding: base64`),
      "has a part with a Content-Transfer-Encoding; send the bytes as they are",
    ],
  ];
  for (const [body, message] of cases) {
    it(`${message}: ${JSON.stringify(body.slice(0, 60))}`, async () => {
      for (const sizeBytes of [1, 7, 100_000]) {
        await assert.rejects(read(Buffer.from(body), sizeBytes), {
          name: "MalformedForm",
          message,
        });
      }
    });
  }

  const types: [string, string][] = [
    ["multipart/form-data", "has no boundary in its Content-Type"],
    ['multipart/form-data; boundary=""', "has no boundary in its Content-Type"],
    [`multipart/form-data; boundary=${"x".repeat(71)}`, "has a boundary of over 70 characters"],
  ];
  for (const [type, message] of types) {
    it(`${message}: ${type.slice(0, 60)}`, () => {
      assert.throws(() => readBoundary(type), { name: "MalformedForm", message });
    });
  }
});

describe("a part", () => {
  const kinds: [string, string | null][] = [
    ["", null],
    ["Content-Type: text/plain; charset=utf-8", null],
    ["Content-Type: application/json", null],
    ["Content-Type: image/png", ""],
    ["Content-Type: application/octet-stream", ""],
  ];
  for (const [header, fileName] of kinds) {
    it(`without a file name is a ${fileName === null ? "text" : "file"} by its type: ${header}`, async () => {
      const head = ['Content-Disposition: form-data; name="a"', header]
        .filter(Boolean)
        .join("\r\n");
      const seen = await read(Buffer.from(`--b\r\n${head}\r\n\r\nx\r\n--b--`));
      assert.deepEqual(seen, [{ name: "a", fileName, bytes: Buffer.from("x") }]);
    });
  }

  it("may stand between a foreword and an afterword", async () => {
    const seen = await read(
      Buffer.from("hello\r\n--b\r\ncontent-disposition: FORM-DATA;name=a\r\n\r\nx\r\n--b--\r\nbye"),
      5,
    );
    assert.deepEqual(seen, [{ name: "a", fileName: null, bytes: Buffer.from("x") }]);
  });
});
