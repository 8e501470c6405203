import { REST } from "./burn.ts";

const MEDIA_TITLES: Readonly<Record<string, string>> = {
  image: "Images",
  video: "Videos",
  tts: "Speech",
};
const COLOURS = ["var(--accent-mark)", "var(--caller)", "var(--provider)", "var(--ok)"] as const;
/** A medium has its own colour, whatever its place. */
const MEDIA_COLOURS: Readonly<Record<string, string>> = {
  image: COLOURS[0],
  video: COLOURS[1],
  tts: COLOURS[2],
};
const REST_COLOUR = "var(--control)";

export type SeriesLook = { name: string; title: string; colour: string };

/** How each series is called and coloured. */
export function seriesLooks(
  series: readonly string[],
  modelTitles: Readonly<Record<string, string>>,
): SeriesLook[] {
  return series.map((name, index) => ({
    name,
    title: name === REST ? "Other models" : (MEDIA_TITLES[name] ?? modelTitles[name] ?? name),
    colour: MEDIA_COLOURS[name] ?? (name === REST ? REST_COLOUR : (COLOURS[index] ?? REST_COLOUR)),
  }));
}
