import { createCanvas } from "@napi-rs/canvas";
import { encodePicture } from "./encode-picture.ts";
import type { PictureJob } from "./job.ts";
import { composeLayers } from "./scene/compose.ts";
import { prepareFinish } from "./scene/finish.ts";
import { drawTestMark } from "./scene/mark.ts";
import { readScene } from "./scene/read-scene.ts";
import { paintStill } from "./scene/sheets.ts";
import { createStage } from "./scene/stage.ts";
import { CRAFTS } from "./scene/styles/index.ts";

/** Draws the prompt's scene and gives the encoded file's bytes; same job, same bytes. */
export async function renderPicture(job: PictureJob): Promise<Uint8Array> {
  const scene = readScene(job.prompt, job.seed);
  const craft = CRAFTS[scene.style];
  const { widthPx, heightPx } = job;
  const grainPx = craft.grainPx?.(Math.min(widthPx, heightPx)) ?? 1;
  const drawn = createStage(
    scene,
    { widthPx: Math.ceil(widthPx / grainPx), heightPx: Math.ceil(heightPx / grainPx), bleedPx: 0 },
    [],
  );
  const stage = { ...drawn, palette: craft.mixColours?.(drawn.palette) ?? drawn.palette };
  const canvas = paintStill(stage, composeLayers(stage), craft);
  prepareFinish(stage, craft).apply(canvas, canvas.getContext("2d"));
  const sheet = createCanvas(widthPx, heightPx);
  const pen = sheet.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.drawImage(canvas, 0, 0, stage.widthPx * grainPx, stage.heightPx * grainPx);
  drawTestMark(pen, widthPx, heightPx);
  return encodePicture(sheet, job.format);
}
