import type { Random } from "../random.ts";
import type { Pen, Point } from "../stage.ts";

/** A fir as one closed ragged shape, added to the current path. */
export function addConifer(pen: Pen, foot: Point, height: number, random: Random): void {
  const tiers = Math.max(4, Math.min(11, Math.round(height / 7)));
  const spread = height * random.range(0.17, 0.24);
  const lean = random.range(-0.02, 0.02) * height;
  const tip = { x: foot.x + lean, y: foot.y - height };
  const side = (direction: 1 | -1) =>
    Array.from({ length: tiers }, (_, tier) => {
      const down = (tier + 1) / tiers;
      const reach = spread * down ** 0.85 * random.range(0.75, 1.15);
      const y = tip.y + height * 0.94 * down;
      const x = foot.x + lean * (1 - down);
      const droop = (height / tiers) * random.range(0.05, 0.4);
      return [
        { x: x + direction * reach, y: y + droop * 0.4 },
        { x: x + direction * reach * random.range(0.3, 0.5), y: y - droop * 0.5 },
      ];
    });
  pen.moveTo(tip.x, tip.y);
  for (const [out, back] of side(1) as [Point, Point][]) {
    pen.lineTo(out.x, out.y);
    pen.lineTo(back.x, back.y);
  }
  const trunk = Math.max(0.6, height * 0.018);
  pen.lineTo(foot.x + trunk, foot.y - height * 0.06);
  pen.lineTo(foot.x + trunk, foot.y + height * 0.03);
  pen.lineTo(foot.x - trunk, foot.y + height * 0.03);
  pen.lineTo(foot.x - trunk, foot.y - height * 0.06);
  for (const [out, back] of (side(-1) as [Point, Point][]).reverse()) {
    pen.lineTo(back.x, back.y);
    pen.lineTo(out.x, out.y);
  }
  pen.closePath();
}
