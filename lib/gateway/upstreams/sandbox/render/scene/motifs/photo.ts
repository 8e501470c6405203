import { mix } from "../colour.ts";
import { linearGradient } from "../paint.ts";
import type { Reference } from "../reference.ts";
import { isWordless, PLACES } from "../scene.ts";
import { fullBox, type Layer, type Pen, type Stage } from "../stage.ts";

/**
 * Input pictures in the scene. Where the prompt names no place, the first one is the ground of
 * everything, regraded by the hour (as it is where there are no words); where it does, it stands in
 * that place as a framed print.
 * All further ones are small prints beside it.
 */
export function layOutReferences(
  stage: Stage,
  references: readonly Reference[],
): { isGround: boolean; layers: readonly Layer[] } {
  const [first, ...others] = references;
  if (first === undefined) return { isGround: false, layers: [] };
  const isGround = !stage.scene.named.some((motif) => PLACES.has(motif));
  const main = isGround
    ? layOutGround(stage, first)
    : [layOutPrint(stage, first, 0, references.length)];
  const prints = others
    .slice(0, 3)
    .map((reference, index) => layOutPrint(stage, reference, index + 1, references.length));
  return { isGround, layers: [...main, ...prints] };
}

function layOutGround(stage: Stage, { canvas }: Reference): readonly Layer[] {
  const box = fullBox(stage);
  const { palette, scene, heightPx } = stage;
  const isDark = scene.isNeon || scene.timeOfDay === "night" || scene.timeOfDay === "dusk";
  const photo: Layer = {
    name: "photo",
    depth: 0.16,
    box,
    paint: (pen) => pen.drawImage(canvas, box.x, box.y, box.width, box.height),
  };
  if (isWordless(scene)) return [photo];
  return [
    photo,
    {
      name: "grade",
      depth: 0.17,
      isGlow: true,
      blend: isDark ? "multiply" : "soft-light",
      box,
      paint: (pen) => {
        pen.globalAlpha = isDark ? 0.72 : scene.timeOfDay === "day" ? 0.25 : 0.6;
        pen.fillStyle = linearGradient(pen, { x: 0, y: 0 }, { x: 0, y: heightPx }, [
          [0, palette.sky[0]],
          [0.55, palette.sky[3]],
          [1, mix(palette.near, palette.ground, 0.6)],
        ]);
        pen.fillRect(box.x, box.y, box.width, box.height);
      },
    },
  ];
}

/** A print in a white mount: the main one stands upright, the others lean about it. */
function layOutPrint(stage: Stage, { canvas }: Reference, index: number, count: number): Layer {
  const { widthPx, heightPx, unit } = stage;
  const share = index === 0 ? 0.56 : 0.24;
  const scale = Math.min((widthPx * share) / canvas.width, (heightPx * share) / canvas.height);
  const width = canvas.width * scale;
  const height = canvas.height * scale;
  const centre =
    index === 0
      ? { x: widthPx / 2, y: heightPx * 0.56 }
      : { x: widthPx * (0.16 + (index - 1) * (0.68 / Math.max(1, count - 2))), y: heightPx * 0.8 };
  const turn = index === 0 ? -0.012 : stage.random(`print-${index}`).range(-0.09, 0.09);
  const reach = Math.hypot(width, height) / 2 + unit * 6;
  return {
    name: `print-${index}`,
    depth: 0.9 + index * 0.01,
    isSubject: true,
    box: { x: centre.x - reach, y: centre.y - reach, width: reach * 2, height: reach * 2 },
    paint: (pen: Pen) => {
      pen.translate(centre.x, centre.y);
      pen.rotate(turn);
      paintMount(pen, unit, width, height, index === 0);
      pen.drawImage(canvas, -width / 2, -height / 2, width, height);
      pen.strokeStyle = "rgba(20,16,30,0.25)";
      pen.lineWidth = Math.max(1, unit * 0.12);
      pen.strokeRect(-width / 2, -height / 2, width, height);
    },
  };
}

function paintMount(pen: Pen, unit: number, width: number, height: number, isMain: boolean): void {
  const mount = unit * (isMain ? 2.2 : 1.2);
  pen.shadowColor = "rgba(8,6,20,0.55)";
  pen.shadowBlur = unit * 3.6;
  pen.shadowOffsetY = unit * 1.4;
  pen.fillStyle = "#f8f4ea";
  pen.fillRect(-width / 2 - mount, -height / 2 - mount, width + mount * 2, height + mount * 2);
  pen.shadowColor = "transparent";
  if (!isMain) return;
  const wood = unit * 0.7;
  pen.strokeStyle = "#2b2024";
  pen.lineWidth = wood;
  pen.strokeRect(-width / 2 - mount, -height / 2 - mount, width + mount * 2, height + mount * 2);
}
