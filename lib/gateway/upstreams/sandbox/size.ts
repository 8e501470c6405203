type Size = { widthPx: number; heightPx: number };

const EDGE_OF: Record<string, number> = { "1K": 1024, "2K": 2048, "3K": 3072, "4K": 4096 };
const SHORT_EDGE_OF: Record<string, number> = {
  "360p": 360,
  "480p": 480,
  "540p": 540,
  "720p": 720,
  "1080p": 1080,
  "1440p": 1440,
  "4k": 2160,
};
const EDGE_MAX_PX = 6144;

function readRatio(text: unknown, fallback: string): [number, number] {
  const [width, height] = String(text ?? fallback)
    .split(":")
    .map(Number);
  return width && height ? [width, height] : readRatio(fallback, "16:9");
}

function readPixels(input: Readonly<Record<string, unknown>>): Size | null {
  const match = /^(\d{2,5})[x*](\d{2,5})$/i.exec(String(input.size ?? input.image_size ?? ""));
  const widthPx = Number(match?.[1] ?? input.width);
  const heightPx = Number(match?.[2] ?? input.height);
  const isUsable = (px: number) => Number.isInteger(px) && px >= 16 && px <= EDGE_MAX_PX;
  return isUsable(widthPx) && isUsable(heightPx) ? { widthPx, heightPx } : null;
}

/**
 * Pixels of a picture: exactly those asked for, else exactly the asked shape with the area of the
 * resolution's square (1K = 1024², 2K = 2048², 4K = 4096²), both sides even.
 */
export function pictureSize(input: Readonly<Record<string, unknown>>): Size {
  const pixels = readPixels(input);
  if (pixels) return pixels;
  const edge = EDGE_OF[String(input.resolution ?? "1K").toUpperCase()] ?? 1024;
  const [width, height] = readRatio(input.aspect_ratio, "1:1");
  const unit = Math.max(2, Math.floor(Math.sqrt(edge ** 2 / (width * height)) / 2) * 2);
  return { widthPx: width * unit, heightPx: height * unit };
}

/** Pixels of a film: the resolution names its short edge (720p, 1080p); both sides even. */
export function filmSize(input: Readonly<Record<string, unknown>>): Size {
  const byQuality = input.quality === "pro" ? "1080p" : "720p";
  const edge = SHORT_EDGE_OF[String(input.resolution ?? byQuality).toLowerCase()] ?? 720;
  const [width, height] = readRatio(input.aspect_ratio, "16:9");
  const long = Math.round((edge * Math.max(width, height)) / Math.min(width, height) / 2) * 2;
  return width >= height ? { widthPx: long, heightPx: edge } : { widthPx: edge, heightPx: long };
}
