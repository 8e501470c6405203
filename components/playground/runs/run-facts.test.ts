import assert from "node:assert/strict";
import { test } from "node:test";
import { downloadUrl, resultFacts, runRatio, waitingText } from "./run-facts.ts";

const file = { url: "https://x/y", file_name: "y", content_type: "z" };

test("the place of a result is known before it is there, and is that of the result after", () => {
  assert.equal(runRatio({ media: "image", input: { aspect_ratio: "3:4" }, data: null }), 3 / 4);
  assert.equal(runRatio({ media: "video", input: {}, data: null }), 16 / 9);
  const sized = { image_size: "1536x1024", aspect_ratio: "1:1" };
  assert.equal(runRatio({ media: "image", input: sized, data: null }), 1.5);
  assert.equal(runRatio({ media: "tts", input: {}, data: null }), null);
  const image = { ...file, width: 300, height: 100 };
  const data = { type: "image", n: 1, images: [image], image } as const;
  assert.equal(
    runRatio({
      media: "image",
      input: { aspect_ratio: "1:1" },
      data: { ...data, images: [image] },
    }),
    3,
  );
});

test("facts say what was made", () => {
  const video = { ...file, width: 1280, height: 720, duration: 5.04, fps: 24, has_audio: true };
  assert.deepEqual(resultFacts({ type: "video", n: 2, videos: [video, video], video }), [
    "1280 × 720",
    "5 s",
    "24 fps",
    "sound",
    "2 results",
  ]);
});

test("waiting is told by the place in the queue", () => {
  const at = (queue_position: number | null) => waitingText({ status: "IN_QUEUE", queue_position });
  assert.equal(at(3), "3 ahead of you");
  assert.equal(at(0), "Next in the queue");
  assert.equal(at(null), "Next in the queue");
  assert.equal(waitingText({ status: "IN_PROGRESS", queue_position: null }), "Rendering");
});

test("a download adds to the signed query instead of replacing it", () => {
  assert.equal(downloadUrl("/media/a.png?signature=s"), "/media/a.png?signature=s&download=1");
  assert.equal(downloadUrl("/media/a.png"), "/media/a.png?download=1");
});
