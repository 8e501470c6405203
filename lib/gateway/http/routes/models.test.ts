import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { catalogueEntry, cataloguePage } from "#lib/contract/catalogue-entry.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { openTestGateway } from "../../testing/gateway.ts";

const { request, client } = await openTestGateway({ hasWorker: false });
const LIST = "/api/v1/models";

describe("the catalogue over HTTP", () => {
  it("lists every model, in the order of the catalogue", async () => {
    const listed = await client.models();
    assert.ok(listed.ok);
    assert.deepEqual(
      listed.data.items.map(({ id }) => id),
      MODELS.map(({ id }) => id),
    );
  });

  it("describes each model alone as it does in the list, whatever the length of its path", async () => {
    const listed = cataloguePage.parse(await (await request(LIST)).json());
    for (const entry of listed.items) {
      const response = await request(`${LIST}/${entry.id}`);
      assert.deepEqual(catalogueEntry.parse(await response.json()), entry, entry.id);
    }
  });

  it("takes a model's path with its slashes encoded, as generated clients send it", async () => {
    for (const path of ["kling-ai/v3%2Fvideo", "kling-ai/v3%2fvideo", "kling-ai%2Fv3%2Fvideo"]) {
      const response = await request(`${LIST}/${path}`);
      assert.equal(response.status, 200, path);
      assert.equal((await response.json()).id, "kling-ai/v3/video");
    }
    // Decoded once: this names no model.
    assert.equal((await request(`${LIST}/kling-ai/v3%252Fvideo`)).status, 404);
    assert.equal((await request(`${LIST}/kling-ai/%ff`)).status, 404);
  });

  it("says how much of a model's input is known", async () => {
    const cases = [
      ["kling-ai/v3/video", "complete", false],
      ["kling-ai/o1/video", "partial", true],
      ["topaz/upscale/image", "assumed", true],
    ] as const;
    for (const [id, status, isOpen] of cases) {
      const found = await client.model(id);
      assert.ok(found.ok);
      assert.equal(found.data.schema_status, status);
      assert.equal(found.data.schema_note === null, !isOpen);
      assert.equal(found.data.input_schema.additionalProperties, isOpen);
    }
  });

  it("is compressed for who takes that, and says the same", async () => {
    const plain = await (await request(LIST)).text();
    const response = await request(LIST, { headers: { "accept-encoding": "gzip" } });
    assert.equal(response.headers.get("content-encoding"), "gzip");
    assert.match(response.headers.get("vary") ?? "", /accept-encoding/i);
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.ok(bytes.byteLength < plain.length / 8, `${bytes.byteLength} of ${plain.length} bytes`);
    assert.equal(gunzipSync(bytes).toString(), plain);
  });

  for (const path of [LIST, `${LIST}/google/veo-3.1`]) {
    it(`is 304 without a body for who has ${path} already`, async () => {
      for (const encoding of ["identity", "gzip"]) {
        const headers = { "accept-encoding": encoding };
        const first = await request(path, { headers });
        const tag = first.headers.get("etag") ?? "";
        assert.match(tag, /^(W\/)?"[0-9a-f]+"$/);
        const again = await request(path, { headers: { ...headers, "if-none-match": tag } });
        assert.deepEqual([again.status, await again.text()], [304, ""]);
        assert.ok(again.headers.get("x-request-id"));
        assert.equal(again.headers.get("cache-control"), first.headers.get("cache-control"));
        const other = await request(path, { headers: { ...headers, "if-none-match": '"x"' } });
        assert.equal(other.status, 200);
      }
    });
  }
});
