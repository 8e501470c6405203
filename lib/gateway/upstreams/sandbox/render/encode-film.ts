import { Worker } from "node:worker_threads";
import type { EncodeAnswer, EncodeRequest } from "./encode-thread.ts";
import type { H264Format } from "./h264.ts";
import { createYuvConverter } from "./yuv.ts";

export type FilmEncoder = {
  /** Adds one frame of RGBA bytes; waits while too many are not encoded yet. */
  add(rgba: Uint8Array): Promise<void>;
  /** The finished MP4's bytes, once every frame is in. */
  finish(): Promise<Uint8Array>;
};

/** Frames that may wait for the encoder: enough to keep it busy, few enough to be small. */
const WAITING_MAX = 3;

/** Kept from film to film, since compiling the encoder takes longer than some films. */
let thread: Worker | null = null;

function encoderThread(): Worker {
  if (thread) return thread;
  const started = new Worker(new URL("./encode-thread.ts", import.meta.url));
  started.unref();
  started.once("exit", () => {
    if (thread === started) thread = null;
  });
  thread = started;
  return started;
}

/** What the thread says, one answer a call; rejects when it fails or ends. */
function createMailbox(worker: Worker) {
  const answers: EncodeAnswer[] = [];
  let waiting: PromiseWithResolvers<void> | null = null;
  let failure: Error | null = null;
  const wake = () => waiting?.resolve();
  const onMessage = (answer: EncodeAnswer) => {
    if (answer.kind === "failed") failure = new Error(answer.message);
    else answers.push(answer);
    wake();
  };
  const onEnd = (cause: unknown) => {
    failure = new Error("The encoder's thread ended under its film.", { cause });
    wake();
  };
  worker.on("message", onMessage).on("error", onEnd).on("exit", onEnd);
  return {
    pendingCount: () => answers.length,
    async next(): Promise<EncodeAnswer> {
      // A thread that is waited for must not let the process end.
      worker.ref();
      try {
        for (;;) {
          if (failure) throw failure;
          const answer = answers.shift();
          if (answer) return answer;
          waiting = Promise.withResolvers<void>();
          await waiting.promise;
        }
      } finally {
        worker.unref();
      }
    },
    close: () => worker.off("message", onMessage).off("error", onEnd).off("exit", onEnd),
  };
}

/** Encodes a film in a thread of its own, so that a frame is encoded while the next is drawn. */
export function createFilmEncoder(
  format: H264Format,
  onFrame: (done: number) => void,
): FilmEncoder & { close(): void } {
  const worker = encoderThread();
  const mailbox = createMailbox(worker);
  const toYuv = createYuvConverter(format.widthPx, format.heightPx);
  const send = (request: EncodeRequest, transfer: ArrayBuffer[] = []) =>
    worker.postMessage(request, transfer);
  let added = 0;
  let encoded = 0;

  async function takeOne(): Promise<void> {
    await mailbox.next();
    encoded += 1;
    onFrame(encoded);
  }

  send({ kind: "start", format });
  return {
    async add(rgba) {
      const planes = toYuv(rgba).slice();
      send({ kind: "frame", planes }, [planes.buffer]);
      added += 1;
      while (added - encoded > WAITING_MAX || mailbox.pendingCount() > 0) await takeOne();
    },
    async finish() {
      while (encoded < added) await takeOne();
      send({ kind: "finish" });
      const answer = await mailbox.next();
      if (answer.kind !== "finished") throw new Error("The encoder did not finish.");
      return answer.bytes;
    },
    close: () => mailbox.close(),
  };
}
