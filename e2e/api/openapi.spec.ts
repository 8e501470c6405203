import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { apiKey, expect, serverUrl, test } from "../support/test.ts";

const run = promisify(execFile);
const root = path.join(import.meta.dirname, "..", "..");
const program = (name: string) => path.join(root, "node_modules", ".bin", name);

let folder = "";
let documentFile = "";

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rushes-openapi-"));
  documentFile = path.join(folder, "openapi.json");
  const response = await fetch(`${serverUrl()}/api/v1/openapi.json`);
  expect(response.status).toBe(200);
  await writeFile(documentFile, await response.text());
});

test.afterAll(() => rm(folder, { recursive: true, force: true }));

test("the document passes the linter without an error", async () => {
  const { stdout, stderr } = await run(
    program("redocly"),
    ["lint", documentFile, "--format=json"],
    {
      cwd: folder,
      maxBuffer: 16 * 1024 * 1024,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    },
  );
  const { totals } = JSON.parse(stdout.slice(stdout.indexOf("{")));
  expect(totals.errors, stdout + stderr).toBe(0);
});

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    target: "es2024",
    module: "nodenext",
    lib: ["es2024", "dom", "dom.iterable", "dom.asynciterable"],
    types: [],
    rootDir: "client",
    outDir: "js",
  },
  include: ["client/**/*.ts"],
};

test("a client generated from the document compiles, makes a picture and follows a stream", async () => {
  await run(program("node"), [
    path.join(root, "e2e", "support", "generate-client.js"),
    documentFile,
    path.join(folder, "client"),
  ]);
  await writeFile(path.join(folder, "package.json"), '{"type":"module"}');
  await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
  await run(program("tsc"), ["-p", folder]);
  const load = (name: string) => import(pathToFileURL(path.join(folder, "js", name)).href);
  const sdk = await load("sdk.gen.js");
  const { client } = await load("client.gen.js");
  expect(client.getConfig().baseUrl).toBe(`${serverUrl()}/api/v1`);
  client.setConfig({ auth: apiKey() });

  const created = await sdk.createBytedanceSeedream45({
    body: { prompt: "a boat at dawn", resolution: "1K" },
  });
  expect(created.error).toBeUndefined();
  expect(created.response.status).toBe(202);
  const frames = await sdk.streamGeneration({ path: { id: created.data.id } });
  let last = created.data;
  for await (const frame of frames.stream) last = frame;
  expect(last).toMatchObject({ id: created.data.id, status: "COMPLETED" });
  const picture = await fetch(last.data.image.url);
  expect(picture.headers.get("content-type")).toBe("image/png");
  expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(10_000);

  const refused = await sdk.createKlingAiV3Video({ body: { prompt: "x", duration: 99 } });
  expect(refused.response.status).toBe(400);
  expect(refused.error).toMatchObject({ code: "VIDEO_GENERATION_INVALID_INPUT" });

  // It encodes the slash of a path's parameter.
  const kling = { provider: "kling-ai", model: "v3/video" };
  const model = await sdk.getModel({ path: kling });
  expect(model.data).toMatchObject({ id: "kling-ai/v3/video" });
  const quote = await sdk.quoteGeneration({ path: kling, body: { prompt: "a" } });
  expect(quote.data).toMatchObject({ credits: 120 });

  // It knows one base for all paths.
  const speech = await sdk.createSpeech({
    body: { modelId: "minimax-tts/speech-02-hd", input: { text: "Every take." } },
  });
  expect(speech.data).toMatchObject({ success: true, data: { model: "speech-02-hd" } });
});
