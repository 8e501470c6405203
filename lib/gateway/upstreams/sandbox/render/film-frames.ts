import { createCanvas } from "@napi-rs/canvas";
import { countFrames } from "../length.ts";
import type { FilmJob } from "./job.ts";
import { viewAt } from "./scene/camera.ts";
import { drawBookends } from "./scene/dissolve.ts";
import { drawFrame } from "./scene/draw-frame.ts";
import { prepareFinish } from "./scene/finish.ts";
import { drawTestMark } from "./scene/mark.ts";
import { readScene, withoutNamed } from "./scene/read-scene.ts";
import { loadReference } from "./scene/reference.ts";
import { buildSet } from "./scene/set.ts";
import { paintSheets } from "./scene/sheets.ts";
import { createStageCanvas } from "./scene/stage.ts";

/** A film that can be drawn frame by frame. */
export type FilmFrames = {
  count: number;
  /** Even, as H.264 wants it: an odd size loses its last column or row. */
  widthPx: number;
  heightPx: number;
  /** RGBA bytes of one frame; the buffer is new each time. */
  draw(index: number): Uint8Array;
};

/** Room around the frame for the camera, as a share of the shorter side. */
const BLEED_SHARE = 0.07;

/** Sets a film's scene up and paints its layers once. Throws when a picture cannot be decoded. */
export async function prepareFrames(job: FilmJob): Promise<FilmFrames> {
  const frame = { widthPx: job.widthPx & ~1, heightPx: job.heightPx & ~1 };
  const load = (path: string | null) => (path === null ? null : loadReference(path, frame));
  const [first, last, ...references] = await Promise.all([
    load(job.firstFramePath),
    load(job.lastFramePath),
    ...job.referencePaths.map((path) => loadReference(path, frame)),
  ]);
  const scene = withoutNamed(readScene(job.prompt, job.seed), job.negativePrompt);
  const sampled = [...(first?.colours ?? []), ...(last?.colours ?? [])];
  const set = buildSet(scene, { ...frame, bleedShare: BLEED_SHARE }, references, sampled);
  const { stage, craft, grainPx } = set;
  const sheets = paintSheets(stage, set.layers, craft);
  const flat = { ...stage, bleedPx: 0 };
  const finish = prepareFinish(flat, craft);
  const stageCanvas = createStageCanvas(flat);
  const screen = createCanvas(frame.widthPx, frame.heightPx);
  const screenPen = screen.getContext("2d");
  const count = countFrames(job);
  const bookends = { first: first?.canvas ?? null, last: last?.canvas ?? null };
  return {
    count,
    ...frame,
    draw: (index) => {
      const progress = count > 1 ? index / (count - 1) : 0;
      drawFrame(
        stageCanvas.pen,
        flat,
        sheets,
        viewAt(scene.camera, stage, progress),
        index / job.fps,
      );
      finish.apply(stageCanvas.canvas, stageCanvas.pen);
      screenPen.imageSmoothingEnabled = false;
      screenPen.drawImage(
        stageCanvas.canvas,
        0,
        0,
        flat.widthPx * grainPx,
        flat.heightPx * grainPx,
      );
      screenPen.imageSmoothingEnabled = true;
      drawBookends(screenPen, bookends, { index, count, ...frame });
      drawTestMark(screenPen, frame.widthPx, frame.heightPx);
      return screen.data();
    },
  };
}
