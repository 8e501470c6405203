import { createCanvas } from "@napi-rs/canvas";
import { encodePicture } from "./encode-picture.ts";
import type { PictureJob } from "./job.ts";
import { prepareFinish } from "./scene/finish.ts";
import { drawTestMark } from "./scene/mark.ts";
import { readScene } from "./scene/read-scene.ts";
import { loadReference } from "./scene/reference.ts";
import { buildSet } from "./scene/set.ts";
import { paintStill } from "./scene/sheets.ts";
import type { Pen } from "./scene/stage.ts";

/**
 * Draws the prompt's scene, input pictures in it, and gives the encoded file's bytes: same job,
 * same bytes. Throws when an input picture cannot be decoded.
 */
export async function renderPicture(job: PictureJob): Promise<Uint8Array> {
  const frame = drawnSize(job);
  const references = await Promise.all(
    job.referencePaths.map((path) => loadReference(path, frame)),
  );
  const scene = readScene(job.prompt, job.seed);
  const { stage, layers, craft, grainPx } = buildSet(
    scene,
    { ...frame, bleedShare: 0 },
    references,
  );
  const painted = paintStill(stage, layers, craft);
  prepareFinish(stage, craft).apply(painted, painted.getContext("2d"));
  const sheet = createCanvas(frame.widthPx, frame.heightPx);
  const pen = sheet.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.drawImage(painted, 0, 0, painted.width * grainPx, painted.height * grainPx);
  if (job.isTransparent) cutOut(pen, frame);
  drawTestMark(pen, frame.widthPx, frame.heightPx);
  return await encodePicture(sheet, job);
}

/** Leaves a sticker of the scene: what is outside of its round corners is transparent. */
function cutOut(pen: Pen, { widthPx, heightPx }: { widthPx: number; heightPx: number }): void {
  const inset = Math.min(widthPx, heightPx) * 0.05;
  const radius = Math.min(widthPx, heightPx) * 0.22;
  pen.globalCompositeOperation = "destination-in";
  pen.beginPath();
  pen.roundRect(inset, inset, widthPx - inset * 2, heightPx - inset * 2, radius);
  pen.fillStyle = "#000";
  pen.fill();
  pen.globalCompositeOperation = "source-over";
}

/** Above this a picture is drawn smaller and enlarged: a 4096 px square then takes 3 s, not 8. */
const MOST_DRAWN_PX = 5_000_000;

function drawnSize({ widthPx, heightPx }: PictureJob): { widthPx: number; heightPx: number } {
  const scale = Math.min(1, Math.sqrt(MOST_DRAWN_PX / (widthPx * heightPx)));
  return {
    widthPx: Math.max(1, Math.round(widthPx * scale)),
    heightPx: Math.max(1, Math.round(heightPx * scale)),
  };
}
