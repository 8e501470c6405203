import assert from "node:assert/strict";
import { type Generation, generation } from "#lib/contract/generation.ts";

/** One frame as it came over the wire: its id line, if any, and the generation in it. */
export type WireFrame = { id: number | null; generation: Generation };

export type StreamReader = {
  /** Everything that was read so far, as text. */
  text(): string;
  /** The next frame; null at the end. */
  next(): Promise<WireFrame | null>;
  /** All frames that are left. */
  rest(): Promise<WireFrame[]>;
  /** Leaves, as a client that hangs up. */
  leave(): Promise<void>;
};

function parseBlock(block: string): WireFrame | null {
  const lines = block.split("\n").filter((line) => !line.startsWith(":"));
  if (lines.length === 0 || lines[0]?.startsWith("retry:")) return null;
  const id = /^id: (\d+)$/.exec(lines[0] ?? "")?.[1];
  const [data = "", ...more] = id === undefined ? lines : lines.slice(1);
  assert.deepEqual(more, [], "a frame is an id line at most and one data line");
  assert.match(data, /^data: \{/);
  return {
    id: id === undefined ? null : Number(id),
    generation: generation.parse(JSON.parse(data.slice("data: ".length))),
  };
}

/** Reads an event stream frame by frame, by the letter: a line that the contract has not fails. */
export function readStream(response: Response): StreamReader {
  assert.equal(response.status, 200, "a stream was expected");
  assert.ok(response.body);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let readUpTo = 0;

  async function next(): Promise<WireFrame | null> {
    for (;;) {
      const end = text.indexOf("\n\n", readUpTo);
      if (end >= 0) {
        const block = text.slice(readUpTo, end);
        readUpTo = end + 2;
        const frame = parseBlock(block);
        if (frame) return frame;
        continue;
      }
      const { done, value } = await reader.read();
      if (done) {
        assert.equal(text.slice(readUpTo), "", "the stream ends behind a whole frame");
        return null;
      }
      text += value;
    }
  }

  return {
    text: () => text,
    next,
    async rest() {
      const frames: WireFrame[] = [];
      for (let frame = await next(); frame !== null; frame = await next()) frames.push(frame);
      return frames;
    },
    leave: () => reader.cancel(),
  };
}
