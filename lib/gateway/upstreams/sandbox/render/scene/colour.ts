/** A colour as #rrggbb. Mixing happens in OKLab (Björn Ottosson), where halfway looks halfway. */
export type Colour = string;

export type Rgb = readonly [red: number, green: number, blue: number];

type Lab = readonly [lightness: number, a: number, b: number];

export function toRgb(colour: Colour): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function fromRgb([red, green, blue]: Rgb): Colour {
  const value = (clampByte(red) << 16) | (clampByte(green) << 8) | clampByte(blue);
  return `#${value.toString(16).padStart(6, "0")}`;
}

/** The colour as CSS with an opacity from 0 to 1. */
export function withAlpha(colour: Colour, alpha: number): string {
  const [red, green, blue] = toRgb(colour);
  return `rgba(${red},${green},${blue},${Math.max(0, Math.min(1, alpha)).toFixed(4)})`;
}

/** From `from` (0) to `to` (1). */
export function mix(from: Colour, to: Colour, amount: number): Colour {
  const a = toLab(from);
  const b = toLab(to);
  return fromLab([blend(a[0], b[0], amount), blend(a[1], b[1], amount), blend(a[2], b[2], amount)]);
}

/** Lightness moved by `amount` (-1 to 1), hue kept. */
export function lighten(colour: Colour, amount: number): Colour {
  const [lightness, a, b] = toLab(colour);
  return fromLab([Math.max(0, Math.min(1, lightness + amount)), a, b]);
}

/** The colour, no darker than `least` (0 to 1). */
export function noDarkerThan(colour: Colour, least: number): Colour {
  return lighten(colour, Math.max(0, least - lightnessOf(colour)));
}

/** Chroma times `factor`: 0 is grey. */
export function saturate(colour: Colour, factor: number): Colour {
  const [lightness, a, b] = toLab(colour);
  return fromLab([lightness, a * factor, b * factor]);
}

/** Takes hue and chroma of `tint` by `amount`; lightness moves only a third as far. */
export function tintWith(colour: Colour, tint: Colour, amount: number): Colour {
  const base = toLab(colour);
  const goal = toLab(tint);
  return fromLab([
    blend(base[0], goal[0], amount * 0.33),
    blend(base[1], goal[1], amount),
    blend(base[2], goal[2], amount),
  ]);
}

/** Perceived lightness, 0 (black) to 1 (white). */
export function lightnessOf(colour: Colour): number {
  return toLab(colour)[0];
}

/** Distance from grey: about 0.05 is muted, 0.2 vivid. */
export function chromaOf(colour: Colour): number {
  const [, a, b] = toLab(colour);
  return Math.hypot(a, b);
}

function toLab(colour: Colour): Lab {
  const [r, g, b] = toRgb(colour).map(toLinear) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([lightness, a, b]: Lab): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return fromRgb([
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]);
}

function toLinear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function fromLinear(value: number): number {
  const lit = value <= 0.0031308 ? value * 12.92 : 1.055 * Math.max(0, value) ** (1 / 2.4) - 0.055;
  return lit * 255;
}

function clampByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

function blend(from: number, to: number, amount: number): number {
  return from + (to - from) * amount;
}
