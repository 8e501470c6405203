import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FAMILIES, GENERATION_CODES } from "#lib/contract/codes.ts";
import { endpoints } from "#lib/contract/endpoints.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { toJsonSchema } from "#lib/contract/models/json-schema.ts";
import { createLog } from "../log.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { createApp } from "./app.ts";

const { gateway } = await openTestGateway({ hasWorker: false });
const app = createApp({ ...gateway, publicUrl: null, log: createLog("silent") }, "9.9.9");

/** JSON that a test knows its way through. */
type Loose = { [key: string]: Loose };
const read = async (path: string, headers: Record<string, string> = {}): Promise<Loose> => {
  const response = await app.request(path, { headers: { host: "here.test:81", ...headers } });
  assert.equal(response.status, 200);
  return (await response.json()) as Loose;
};

const document = await read("/api/v1/openapi.json");

describe("GET /api/v1/openapi.json", () => {
  it("is OpenAPI 3.1, open to anyone, with the caller's own origin as its server", async () => {
    assert.equal(document.openapi, "3.1.0");
    assert.deepEqual(document.servers, [{ url: "http://here.test:81/api/v1" }]);
    const elsewhere = await read("/api/v1/openapi.json", { host: "there.test" });
    assert.deepEqual(elsewhere.servers, [{ url: "http://there.test/api/v1" }]);
  });

  it("has one path a model and its stream twin, with the model's own schema", () => {
    for (const model of MODELS) {
      for (const path of [`/generation/${model.id}`, `/generation/sse/${model.id}`]) {
        const body = document.paths?.[path]?.post?.requestBody?.content;
        const { $schema: _, ...schema } = toJsonSchema(model);
        assert.deepEqual(body?.["application/json"]?.schema, JSON.parse(JSON.stringify(schema)));
        const takesFiles = model.fields.some(({ type }) => type === "uri" || type === "uri[]");
        assert.equal("multipart/form-data" in (body ?? {}), takesFiles, model.id);
      }
    }
  });

  it("names every operation once", () => {
    const operations = Object.values(document.paths ?? {}).flatMap((item) =>
      Object.values(item).flatMap((operation) => operation.operationId ?? []),
    );
    assert.equal(new Set(operations).size, operations.length);
    assert.ok(operations.length >= 2 * MODELS.length + Object.keys(endpoints).length - 2);
  });

  it("has the shared shapes and the access scheme under their names", () => {
    const { components } = document;
    assert.deepEqual(components?.schemas?.QueueState?.enum, [
      "IN_QUEUE",
      "IN_PROGRESS",
      "COMPLETED",
      "FAILED",
      "CANCELED",
    ]);
    assert.ok(components?.schemas?.ErrorResponse?.properties?.code);
    assert.ok(components?.schemas?.Generation?.properties?.status);
    assert.equal(components?.securitySchemes?.bearerAuth?.scheme, "bearer");
    assert.ok(document.paths?.["/generation/{id}"]?.get);
  });

  it("lets answers grow, but not what is asked for", () => {
    const { schemas } = document.components ?? {};
    for (const name of ["ErrorResponse", "Generation"]) {
      assert.equal(schemas?.[name]?.additionalProperties, undefined, name);
    }
    const content = document.paths?.["/generation/kling-ai/v3/video"]?.post?.requestBody?.content;
    assert.equal(content?.["application/json"]?.schema?.additionalProperties, false);
  });

  it("says which headers are read, and that a price is told for forms too", () => {
    const { paths } = document;
    const events = paths?.["/generation/{id}/events"]?.get?.parameters;
    assert.match(JSON.stringify(events), /parameters\/LastEventId/);
    const quote = paths?.["/quote/{provider}/{model}"]?.post?.requestBody?.content;
    assert.deepEqual(Object.keys(quote ?? {}), ["application/json", "multipart/form-data"]);
  });

  it("tells of all 24 codes under their statuses", () => {
    const text = JSON.stringify(document.components?.responses);
    for (const code of GENERATION_CODES) assert.ok(text.includes(code), code);
    assert.equal(FAMILIES.length * 8, GENERATION_CODES.length);
  });

  it("says its origin wherever it says where it is", async () => {
    for (const host of ["a.test", "b.test:8080", "[::1]:3000"]) {
      const response = await app.request("/api/v1/openapi.json", { headers: { host } });
      const origins = new Set((await response.text()).match(/https?:\/\/[^/"]+\/api/g));
      assert.deepEqual([...origins], [`http://${host}/api`]);
    }
  });

  it("answers by a tag", async () => {
    const first = await app.request("/api/v1/openapi.json", { headers: { host: "a.test" } });
    const etag = first.headers.get("etag") ?? "";
    const again = await app.request("/api/v1/openapi.json", {
      headers: { host: "a.test", "if-none-match": etag },
    });
    assert.equal(again.status, 304);
  });
});

describe("GET /api/v1/docs.json", () => {
  it("lists every model under its group, as its call", async () => {
    const { navigation } = await read("/api/v1/docs.json");
    const groups = navigation?.groups as unknown as { group: string; pages: string[] }[];
    assert.deepEqual(
      groups.map(({ group }) => group),
      ["Images", "Videos", "Speech"],
    );
    assert.ok(groups[1]?.pages.includes("POST /generation/google/veo-3.1"));
    assert.equal(groups.flatMap(({ pages }) => pages).length, MODELS.length);
  });
});

describe("the API reference", () => {
  it("is a page with scripts, styles and fonts of this host only", async () => {
    const page = await app.request("/api/reference");
    assert.equal(page.status, 200);
    const html = await page.text();
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? "");
    assert.ok(links.length >= 4);
    assert.deepEqual(
      links.filter((link) => !link.startsWith("/")),
      [],
    );
    assert.match(page.headers.get("content-security-policy") ?? "", /script-src 'self';/);
    const types = {
      "reference.js": "text/javascript",
      "reference.css": "text/css",
      "assets/standalone.esm.js": "text/javascript",
      "fonts/sans.woff2": "font/woff2",
    };
    for (const [name, type] of Object.entries(types)) {
      const response = await app.request(`/api/reference/${name}`);
      assert.equal(response.status, 200, name);
      assert.ok(response.headers.get("content-type")?.startsWith(type), name);
      await response.body?.cancel();
    }
  });

  it("serves nothing beside its own files", async () => {
    const paths = [
      "assets/nothing.js",
      "assets/%2e%2e/package.json",
      "fonts/package.json",
      "else",
    ].concat([
      "fonts/constructor",
      "fonts/__proto__",
      "assets/standalone.esm.js.map",
      "assets/standalone.js",
    ]);
    for (const path of paths) {
      const response = await app.request(`/api/reference/${path}`);
      assert.equal(response.status, 404, path);
      assert.equal((await response.json()).code, "NOT_FOUND");
    }
  });
});
