import assert from "node:assert/strict";
import { createServer, IncomingMessage, ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { createSource, frameOf } from "../testing/stream-source.ts";
import type { Source } from "./pour.ts";
import { pourOut, sseResponse } from "./sse.ts";

/** A server whose every answer is this stream; gives where it is. */
async function serve(t: TestContext, source: Source): Promise<string> {
  const server = createServer((_, outgoing) => {
    assert.equal(pourOut(sseResponse(source), outgoing), true);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What is read of an answer until it ends or breaks. */
async function read(response: Response): Promise<{ text: string; isWhole: boolean }> {
  let text = "";
  try {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
    }
    return { text, isWhole: true };
  } catch {
    return { text, isWhole: false };
  }
}

const frames = () => [frameOf(1), frameOf(2, 1_000_000), frameOf(3)];
const cutAt: Source["cutAt"] = ({ seq }) => (seq === 2 ? "behind" : null);
const idsIn = (text: string) => text.match(/^id: \d$/gm);

describe("a stream that is broken off", () => {
  it("on a socket arrives up to there, without an end", async (t) => {
    const url = await serve(t, { ...createSource(frames()).source, cutAt });
    const { text, isWhole } = await read(await fetch(url));
    assert.deepEqual([idsIn(text), isWhole], [["id: 1", "id: 2"], false]);
    assert.match(text, /x{1000000}[^\n]*\n\n$/);
  });

  it("without a socket fails to be read", async () => {
    const response = sseResponse({ ...createSource(frames()).source, cutAt });
    assert.equal((await read(response)).isWhole, false);
  });
});

describe("a stream that ends", () => {
  it("is whole, on a socket and without one", async (t) => {
    const url = await serve(t, createSource(frames()).source);
    const answers = [await fetch(url), sseResponse(createSource(frames()).source)];
    for (const { text, isWhole } of await Promise.all(answers.map(read))) {
      assert.deepEqual([idsIn(text), isWhole], [["id: 1", "id: 2", "id: 3"], true]);
    }
  });
});

describe("an answer", () => {
  it("that is no stream of ours is left to others", () => {
    const outgoing = new ServerResponse(new IncomingMessage(new Socket()));
    for (const response of [new Response("a"), new Response(null), Response.json({})]) {
      assert.equal(pourOut(response, outgoing), false);
    }
    assert.equal(outgoing.headersSent, false);
  });

  it("that nobody reads follows nothing", async () => {
    const { source, leaves, visitors } = createSource([frameOf(1)]);
    let opened = 0;
    const response = sseResponse({
      ...source,
      open(wake) {
        opened += 1;
        return source.open(wake);
      },
    });
    await response.body?.cancel();
    assert.deepEqual([opened, leaves(), visitors()], [0, 0, 0]);
  });
});
