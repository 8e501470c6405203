/**
 * Counts the frames of a moving picture before a decoder sees it. Decoders look at every frame to
 * know how many there are: 4 MiB of tiny WebP frames take libwebp two minutes, for it begins anew
 * for each, and 200 MiB of GIF frames take 1.7 GiB of memory. Neither can be stopped once begun.
 */
import { createReadStream } from "node:fs";

/** Takes a file chunk by chunk; gives the frames that began so far, and whether there can be more. */
type Counter = (chunk: Buffer) => { frames: number; isOver: boolean };

const WEBP_FRAME = "ANMF";

/**
 * By the name of the chunk, wherever it stands: how chunks lie in one another is up to the reader.
 * That other data say so by chance is once in 4 GiB.
 */
function webpCounter(): Counter {
  let frames = 0;
  let tail = Buffer.alloc(0);
  return (chunk) => {
    const bytes = Buffer.concat([tail, chunk]);
    for (let at = bytes.indexOf(WEBP_FRAME); at >= 0; at = bytes.indexOf(WEBP_FRAME, at + 1)) {
      frames += 1;
    }
    tail = bytes.subarray(Math.max(0, bytes.length - WEBP_FRAME.length + 1));
    return { frames, isOver: false };
  };
}

/** Bytes of the colour table that a descriptor's flags announce. */
const colourTableBytes = (flags: number) => (flags & 0x80 ? 3 * (2 << (flags & 7)) : 0);

/**
 * Walks the blocks of a GIF as libnsgif does, odd ones included: `yield n` skips n bytes and gives
 * the next. Ends where that reader ends.
 */
function* gifBlocks(onFrame: () => void): Generator<number, void, number> {
  const [IMAGE, EXTENSION, COMMENT] = [0x2c, 0x21, 0xfe];
  let skip = 2 + colourTableBytes(yield 10);
  for (;;) {
    const block = yield skip;
    if (block === IMAGE) {
      onFrame();
      // Behind the flags, the table and the code size come the data.
      skip = colourTableBytes(yield 8) + 1;
    } else if (block === EXTENSION) {
      const label = yield 0;
      // The head of all but a comment is one block, taken even when it is empty.
      skip = label === COMMENT ? 0 : yield 0;
    } else return;
    for (let size = yield skip; size > 0; ) size = yield size;
    skip = 0;
  }
}

function gifCounter(): Counter {
  let frames = 0;
  const blocks = gifBlocks(() => {
    frames += 1;
  });
  let step = blocks.next();
  let skip = step.value ?? 0;
  return (chunk) => {
    let at = 0;
    while (!step.done && at + skip < chunk.length) {
      at += skip;
      step = blocks.next(chunk[at] ?? 0);
      at += 1;
      skip = step.value ?? 0;
    }
    skip -= chunk.length - at;
    return { frames, isOver: step.done === true };
  };
}

const COUNTERS: Readonly<Record<string, () => Counter>> = {
  "image/gif": gifCounter,
  "image/webp": webpCounter,
};

/**
 * Whether a local picture of this type moves on for more than `most` frames; false for types that do
 * not move. Reads no further than it takes to know.
 */
export async function hasMoreFrames(
  localPath: string,
  type: string,
  most: number,
): Promise<boolean> {
  const count = COUNTERS[type]?.();
  if (!count) return false;
  for await (const chunk of createReadStream(localPath)) {
    const { frames, isOver } = count(chunk);
    if (frames > most) return true;
    if (isOver) return false;
  }
  return false;
}
