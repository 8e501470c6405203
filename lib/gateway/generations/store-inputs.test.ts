import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, it } from "node:test";
import { findModel } from "#lib/contract/models/catalogue.ts";
import { readReference } from "../assets/media-reference.ts";
import { openDatabase } from "../db/database.ts";
import { newId } from "../ids.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { listFiles } from "../testing/list-files.ts";
import { pictures } from "../testing/sample-files.ts";
import { createGeneration } from "./create.ts";
import { discardInputs, storeInputs } from "./store-inputs.ts";

const { gateway, context, dataDir } = await openTestGateway({ hasWorker: false });
const { media } = gateway;
const model = findModel("google/nano-banana-2");
assert.ok(model);

const dataUrl = (bytes: Buffer) => `data:;base64,${bytes.toString("base64")}`;
const args = (image_urls: string[]) => ({
  generationId: newId("generation"),
  model,
  input: { prompt: "a", image_urls },
  files: [],
});

const stored = () => listFiles(path.join(dataDir, "media"));
const temporary = () => listFiles(path.join(dataDir, "tmp"));

async function put(key: string): Promise<void> {
  const localPath = await media.temporaryPath("x");
  await writeFile(localPath, "x");
  await media.put(key, localPath);
}

beforeEach(async () => {
  for (const key of await stored()) await media.remove(key);
});

describe("storing the files of an input", () => {
  it("leaves the given input as it was, and names keys that nobody can guess", async () => {
    const given = args([dataUrl(pictures.png), dataUrl(pictures.png)]);
    const before = structuredClone(given.input);
    const result = await storeInputs(context, given);
    assert.ok(result.ok);
    assert.deepEqual(given.input, before);
    const keys = (result.input.image_urls as string[]).map(
      (text) => readReference(text, gateway.urlSecret)?.key ?? "",
    );
    assert.deepEqual(keys, result.keys);
    for (const key of keys) {
      assert.match(key, new RegExp(`^uploads/${given.generationId}-\\w{22}/image-urls\\.png$`));
    }
    assert.equal(new Set(keys).size, 2);
    assert.deepEqual(await temporary(), []);
  });

  it("stores none when one cannot be", async () => {
    let puts = 0;
    const full = {
      ...media,
      async put(key: string, localPath: string) {
        puts += 1;
        if (puts === 2) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
        await media.put(key, localPath);
      },
    };
    const ctx = { ...context, gateway: { ...gateway, media: full } };
    const given = args([dataUrl(pictures.png), dataUrl(pictures.gif), dataUrl(pictures.webp)]);
    await assert.rejects(storeInputs(ctx, given), { code: "ENOSPC" });
    assert.deepEqual([await stored(), await temporary()], [[], []]);
  });
});

describe("discarding the files of an input", () => {
  it("removes them when there is no such generation", async () => {
    await put("uploads/gen_none-1/a.png");
    await discardInputs(context, "gen_none", ["uploads/gen_none-1/a.png"]);
    assert.deepEqual(await stored(), []);
  });

  it("keeps them when there is: the write went through though its answer was lost", async () => {
    const { row } = await createGeneration(context, { modelId: model.id, body: { prompt: "a" } });
    await put("uploads/x-1/a.png");
    await discardInputs(context, row.id, ["uploads/x-1/a.png"]);
    assert.deepEqual(await stored(), ["uploads/x-1/a.png"]);
  });

  it("keeps them when nobody can say", async () => {
    await put("uploads/x-2/a.png");
    const db = openDatabase("postgres://nobody@127.0.0.1:1/none");
    const ctx = { ...context, gateway: { ...gateway, db } };
    await discardInputs(ctx, "gen_none", ["uploads/x-2/a.png"]);
    await db.close();
    assert.deepEqual(await stored(), ["uploads/x-2/a.png"]);
  });
});
