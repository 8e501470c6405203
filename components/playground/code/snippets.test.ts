import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { type SnippetLanguage, type SnippetVariant, snippet } from "./snippets.ts";

/** Everything that shells, JSON and template strings give a meaning to. */
const INPUT = {
  prompt: 'it\'s a "cat", `\u0024{HOME}` $(id) \\ \n second line é',
  duration: 5,
  image_urls: ["https://example.com/a?b=c&d='e'"],
};
const MODEL = "qwen/qwen-3-tts/text-to-speech/1.7b";
const ID = "gen_1";

type Seen = { method: string; url: string; authorization: string; body: unknown };
const seen: Seen[] = [];
let origin = "";
let folder = "";

const server = createServer(async (request, response) => {
  const body = await text(request);
  const { method = "", url = "", headers } = request;
  const authorization = headers.authorization ?? "";
  seen.push({ method, url, authorization, body: body === "" ? null : JSON.parse(body) });
  const frame = (status: string) => JSON.stringify({ id: ID, status, progress: 1, data: { n: 1 } });
  if (url.startsWith("/api/v1/generation/sse/")) {
    response.setHeader("content-type", "text/event-stream");
    response.write(`retry: 2000\n\nid: 1\ndata: ${frame("IN_QUEUE")}\n\n: ping\n\n`);
    response.end(`id: 2\ndata: ${frame("COMPLETED")}\n\n`);
    return;
  }
  response.statusCode = method === "POST" ? 202 : 200;
  response.end(frame(method === "POST" ? "IN_QUEUE" : "COMPLETED"));
});

before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(path.join(tmpdir(), "rushes-snippets-"));
});

after(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
});

/** Runs a snippet as its reader would: curl by the shell, TypeScript by Node. */
async function run(language: SnippetLanguage, variant: SnippetVariant): Promise<string> {
  const code = snippet({ origin, model: MODEL, input: INPUT }, language, variant);
  const file = path.join(folder, `${variant}.${language === "curl" ? "sh" : "mts"}`);
  await writeFile(file, code);
  const command = language === "curl" ? "sh" : process.execPath;
  const env = { ...process.env, RUSHES_API_KEY: "rk_test_key" };
  const { stdout } = await promisify(execFile)(command, [file], { env });
  return stdout;
}

for (const language of ["curl", "typescript"] as const) {
  for (const variant of ["create", "stream"] as const) {
    test(`the ${language} snippet to ${variant} sends the form as it stands and shows the answer`, async () => {
      seen.length = 0;
      const output = await run(language, variant);
      const infix = variant === "stream" ? "sse/" : "";
      assert.deepEqual(seen[0], {
        method: "POST",
        url: `/api/v1/generation/${infix}${MODEL}`,
        authorization: "Bearer rk_test_key",
        body: INPUT,
      });
      const isWhole = language === "curl" && variant === "create" ? /IN_QUEUE/ : /COMPLETED/;
      assert.match(output, isWhole);
    });
  }
}
