/**
 * The thread in which a film's frames are encoded while the next ones are drawn. One film at a
 * time: `start`, then frames, then `finish`; `start` also drops a film that was not finished. It has
 * the priority of the film thread that started it.
 */
import { parentPort } from "node:worker_threads";
import { createH264Encoder, type H264Encoder, type H264Format } from "./h264.ts";

export type EncodeRequest =
  | { kind: "start"; format: H264Format }
  | { kind: "frame"; planes: Uint8Array<ArrayBuffer> }
  | { kind: "finish" };

export type EncodeAnswer =
  | { kind: "encoded" }
  | { kind: "finished"; bytes: Uint8Array }
  | { kind: "failed"; message: string };

let encoder: H264Encoder | null = null;

async function answer(request: EncodeRequest): Promise<EncodeAnswer | null> {
  switch (request.kind) {
    case "start":
      encoder?.close();
      encoder = await createH264Encoder(request.format);
      return null;
    case "frame":
      encoder?.add(request.planes);
      return { kind: "encoded" };
    case "finish": {
      if (!encoder) throw new Error("No film was started.");
      const bytes = encoder.finish();
      encoder.close();
      encoder = null;
      return { kind: "finished", bytes };
    }
  }
}

let last: Promise<void> = Promise.resolve();
parentPort?.on("message", (request: EncodeRequest) => {
  // One after the other: the start is asynchronous and frames follow on its heels.
  last = last
    .then(() => answer(request))
    .catch((error): EncodeAnswer => ({ kind: "failed", message: String(error) }))
    .then((said) => {
      if (said) parentPort?.postMessage(said);
    });
});
