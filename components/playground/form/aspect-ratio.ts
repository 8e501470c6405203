/** "16:9" or "1280x720" as width over height; null when it is neither. */
export function parseRatio(text: unknown): number | null {
  if (typeof text !== "string") return null;
  const match = /^(\d+(?:\.\d+)?)\s*[:x×]\s*(\d+(?:\.\d+)?)$/.exec(text.trim());
  const width = Number(match?.[1]);
  const height = Number(match?.[2]);
  return width > 0 && height > 0 ? width / height : null;
}

/** True for choices that are shapes, words such as "auto" among them or not. */
export function areShapes(values: readonly string[]): boolean {
  const shapes = values.filter((value) => parseRatio(value) !== null);
  return shapes.length > values.length / 2;
}

/** Sides of the largest box with this ratio in a square, in whole pixels; never thinner than 4. */
export function fitInSquare(ratio: number, sidePx: number): { widthPx: number; heightPx: number } {
  const isWide = ratio >= 1;
  const shortPx = Math.max(4, Math.round(isWide ? sidePx / ratio : sidePx * ratio));
  return isWide ? { widthPx: sidePx, heightPx: shortPx } : { widthPx: shortPx, heightPx: sidePx };
}

const ROW_MAX = 8;
const ROW_WITH_WORDS_MAX = 6;

/** How many shapes stand in a row, so that the rows are of about the same length. */
export function columnCount(values: readonly string[]): number {
  const hasWords = values.some((value) => parseRatio(value) === null || value.length > 5);
  const rows = Math.ceil(values.length / (hasWords ? ROW_WITH_WORDS_MAX : ROW_MAX));
  return Math.ceil(values.length / rows);
}
