import { type Colour, chromaOf, lighten, lightnessOf, mix, saturate, tintWith } from "./colour.ts";
import { NEON_PALETTES, PALETTES, type Palette } from "./palettes.ts";
import { createRandom } from "./random.ts";
import type { Scene } from "./scene.ts";

/**
 * The colours of a scene: one of the hour's hand-mixed palettes, weathered, then tinted with
 * the colours that the prompt or an input picture (`sampled`, most common first) brings.
 */
export function mixPalette(scene: Scene, sampled: readonly Colour[]): Palette {
  const choices = scene.isNeon ? NEON_PALETTES : PALETTES[scene.timeOfDay];
  const base = createRandom(scene.seed, "palette").pick(choices);
  const weathered = applyWeather(base, scene);
  const isAsked = scene.colours.length > 0;
  const tints = isAsked ? scene.colours : vivid(sampled);
  if (tints.length === 0) return tintLand(weathered, scene);
  return tintLand(applyTints(weathered, tints, isAsked ? 1 : 0.55), scene);
}

/** "Green hills" are green; the sky over them is not. */
function tintLand(palette: Palette, { motifColours }: Scene): Palette {
  const { hills, field, forest, desert, mountains, sea, lake } = motifColours;
  const land = hills ?? field ?? forest ?? desert;
  const water = sea ?? lake;
  return {
    ...palette,
    ground: land === undefined ? palette.ground : mix(palette.ground, land, 0.6),
    near: mountains === undefined ? palette.near : tintWith(palette.near, mountains, 0.7),
    haze: mountains === undefined ? palette.haze : tintWith(palette.haze, mountains, 0.45),
    water: water === undefined ? palette.water : mix(palette.water, water, 0.6),
  };
}

export function mapPalette(palette: Palette, change: (colour: Colour) => Colour): Palette {
  return {
    sky: palette.sky.map(change) as unknown as Palette["sky"],
    light: change(palette.light),
    glow: change(palette.glow),
    haze: change(palette.haze),
    near: change(palette.near),
    ground: change(palette.ground),
    water: change(palette.water),
    cloudLit: change(palette.cloudLit),
    cloudShade: change(palette.cloudShade),
    accents: palette.accents.map(change) as unknown as Palette["accents"],
  };
}

function applyWeather(palette: Palette, scene: Scene): Palette {
  if (scene.isNeon) return palette;
  const usual = WEATHER_CAST[scene.weather];
  if (usual === undefined) return palette;
  // Night is dark enough: it is only dulled, not darkened.
  const cast = scene.timeOfDay === "night" ? { ...usual, lift: Math.max(0.04, usual.lift) } : usual;
  const middle = palette.sky[2];
  const veil = tintWith(saturate(lighten(middle, cast.lift), cast.chroma), middle, 0.2);
  const dull = (colour: Colour) => saturate(mix(colour, veil, cast.veil), cast.chroma);
  return {
    ...mapPalette(palette, (colour) => saturate(colour, (1 + cast.chroma) / 2)),
    sky: palette.sky.map(dull) as unknown as Palette["sky"],
    haze: dull(palette.haze),
    cloudLit: lighten(dull(palette.cloudLit), cast.lift / 2),
    cloudShade: lighten(dull(palette.cloudShade), cast.lift),
    water: lighten(dull(palette.water), cast.lift / 2),
    light: palette.light,
    accents: palette.accents,
  };
}

const WEATHER_CAST: Readonly<
  Partial<Record<Scene["weather"], { veil: number; chroma: number; lift: number }>>
> = {
  fog: { veil: 0.45, chroma: 0.75, lift: 0.12 },
  rain: { veil: 0.35, chroma: 0.7, lift: -0.08 },
  storm: { veil: 0.4, chroma: 0.75, lift: -0.16 },
  snow: { veil: 0.3, chroma: 0.8, lift: 0.1 },
};

/** `strength` 1 makes the colours the scene's own, less lets the hour's show through. */
function applyTints(palette: Palette, tints: readonly Colour[], strength: number): Palette {
  const at = (index: number) => tints[index % tints.length] ?? palette.glow;
  const [first, second, third] = [at(0), at(1), at(2)];
  const tint = (colour: Colour, goal: Colour, share: number) =>
    tintWith(colour, goal, share * strength);
  const sky = palette.sky.map((colour, index) =>
    tint(colour, mix(first, second, index / 4), 0.62),
  ) as unknown as Palette["sky"];
  return {
    ...palette,
    sky,
    glow: tint(palette.glow, second, 0.7),
    haze: tint(palette.haze, mix(first, second, 0.6), 0.6),
    near: tint(palette.near, first, 0.55),
    ground: tint(palette.ground, third, 0.55),
    water: tint(palette.water, first, 0.6),
    cloudLit: tint(palette.cloudLit, second, 0.4),
    cloudShade: tint(palette.cloudShade, first, 0.5),
    accents: [second, first, third, palette.accents[3]],
  };
}

/** Greys carry no tint, and near-black or near-white would only flatten the scene. */
function vivid(colours: readonly Colour[]): readonly Colour[] {
  return colours.filter((colour) => chromaOf(colour) > 0.03 && lightnessOf(colour) > 0.2);
}
