import {
  CAMERA_WORDS,
  COLOUR_WORDS,
  MOTIF_WORDS,
  PACE_WORDS,
  STYLE_WORDS,
  TIME_WORDS,
  WEATHER_WORDS,
} from "./lexicon.ts";
import { createRandom, hashText, type Random } from "./random.ts";
import type { Camera, Motif, Scene, Style, TimeOfDay, Weather } from "./scene.ts";
import { isWordless } from "./scene.ts";

/**
 * Reads a prompt into a scene. Pure: same prompt and seed, same scene. A prompt that names
 * nothing known gets a landscape or an abstract chosen by its hash, one without words by its seed.
 */
export function readScene(prompt: string, seed: number): Scene {
  const words = readWords(prompt);
  const random = createRandom(isWordless({ prompt }) ? seed : hashText(prompt), "scene");
  const found = MOTIF_FINDER.all(words);
  const styles = STYLE_FINDER.all(words).filter((style) => !isLineOf(style, words));
  const weather = WEATHER_FINDER.all(words).at(-1);
  const time = TIME_FINDER.all(words).at(0);
  const isNeon = styles.includes("neon");
  const motifs = completeMotifs(found, { time, weather, isNeon, random });
  const { colours, motifColours } = readColours(words);
  return {
    prompt,
    seed,
    motifs,
    named: found,
    timeOfDay: time ?? likelyTime(motifs, weather, isNeon, random),
    weather: weather ?? "clear",
    style: styles.find((style) => style !== "neon") ?? (isNeon ? "neon" : "print"),
    isNeon,
    colours,
    motifColours,
    camera: readCamera(words),
  };
}

/** The scene without what the negative prompt names. */
export function withoutNamed(scene: Scene, negativePrompt: string): Scene {
  const words = readWords(negativePrompt);
  const unwanted = new Set(MOTIF_FINDER.all(words));
  const motifs = scene.motifs.filter((motif) => !unwanted.has(motif));
  const isDry = WEATHER_FINDER.all(words).includes(scene.weather);
  return {
    ...scene,
    motifs: motifs.length > 0 ? motifs : scene.motifs,
    named: scene.named.filter((motif) => !unwanted.has(motif)),
    weather: isDry ? "clear" : scene.weather,
  };
}

type Finder<Tag extends string> = { all(words: readonly string[]): Tag[] };

const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function createFinder<Tag extends string>(lexicon: Readonly<Record<Tag, string>>): Finder<Tag> {
  const tagByWord = new Map<string, Tag>();
  for (const tag of Object.keys(lexicon) as Tag[]) {
    for (const word of lexicon[tag].split(" ")) tagByWord.set(word, tag);
  }
  const parts = [...tagByWord].filter(([word]) => SPACELESS.test(word));
  const tagsOf = (word: string): Tag[] => {
    const exact = singulars(word).find((form) => tagByWord.has(form));
    const tag = exact === undefined ? undefined : tagByWord.get(exact);
    if (tag !== undefined) return [tag];
    if (!SPACELESS.test(word)) return [];
    return parts.filter(([part]) => word.includes(part)).map(([, each]) => each);
  };
  return { all: (words) => [...new Set(words.flatMap(tagsOf))] };
}

const MOTIF_FINDER = createFinder(MOTIF_WORDS);
const TIME_FINDER = createFinder(TIME_WORDS);
const WEATHER_FINDER = createFinder(WEATHER_WORDS);
const STYLE_FINDER = createFinder(STYLE_WORDS);
const CAMERA_FINDER = createFinder(CAMERA_WORDS);
const PACE_FINDER = createFinder(PACE_WORDS);
const COLOUR_FINDER = createFinder(COLOUR_WORDS);

/** Single words with each pair and triple joined by hyphens right after its last word. */
function readWords(text: string): string[] {
  const singles = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return singles.flatMap((word, index) => {
    const before = singles[index - 1];
    const earlier = singles[index - 2];
    const pair = before === undefined ? [] : [`${before}-${word}`];
    const triple = earlier === undefined ? [] : [`${earlier}-${before}-${word}`];
    return [word, ...pair, ...triple];
  });
}

function singulars(word: string): string[] {
  const forms = [word];
  if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("es")) forms.push(word.slice(0, -2));
  if (word.endsWith("s")) forms.push(word.slice(0, -1));
  return forms;
}

/** "a line of trees" is not a drawing. */
function isLineOf(style: Style, words: readonly string[]): boolean {
  return style === "line" && words.includes("line-of") && !words.includes("line-art");
}

type Hints = {
  time: TimeOfDay | undefined;
  weather: Weather | undefined;
  isNeon: boolean;
  random: Random;
};

/** In neon light these are met in a street. */
const STREET_FOLK: ReadonlySet<Motif> = new Set<Motif>([
  "cat",
  "dog",
  "car",
  "person",
  "woman",
  "robot",
]);

const LIKELY_PLACES: readonly [readonly Motif[], ...(readonly Motif[])[]] = [
  ["mountains", "lake"],
  ["mountains", "forest"],
  ["sea", "hills"],
  ["desert", "mountains"],
  ["hills", "tree", "bird"],
  ["mountains", "balloon"],
  ["sea", "boat"],
];

const NIGHT_PLACES: readonly [readonly Motif[], ...(readonly Motif[])[]] = [
  ["city", "sea"],
  ["city", "mountains"],
  ["city"],
];

/** Adds what the words imply: a prompt of only "night" still needs a place to be night in. */
function completeMotifs(found: readonly Motif[], hints: Hints): readonly Motif[] {
  if (hints.isNeon && found.every((motif) => STREET_FOLK.has(motif))) return [...found, "city"];
  const isDry = !found.includes("sea") && !found.includes("lake");
  if (isDry && (found.includes("lighthouse") || found.includes("boat"))) return [...found, "sea"];
  if (found.some((motif) => !SKY_MOTIFS.has(motif))) return found;
  if (hints.time === "night") return [...found, ...hints.random.pick(NIGHT_PLACES)];
  const isUnknown = found.length === 0 && hints.time === undefined && hints.weather === undefined;
  if (isUnknown && hints.random.chance(0.35)) return ["abstract"];
  return [...found, ...hints.random.pick(LIKELY_PLACES)];
}

const SKY_MOTIFS: ReadonlySet<Motif> = new Set<Motif>([
  "sun",
  "moon",
  "stars",
  "galaxy",
  "aurora",
  "planet",
]);

function likelyTime(
  motifs: readonly Motif[],
  weather: Weather | undefined,
  isNeon: boolean,
  random: Random,
): TimeOfDay {
  const isDark = motifs.some((motif) => ["moon", "stars", "galaxy", "aurora"].includes(motif));
  if (isNeon || isDark) return "night";
  // Windows are lit when snow falls on houses.
  if (weather === "snow" && (motifs.includes("village") || motifs.includes("city"))) return "dusk";
  if (motifs.includes("sun")) return random.pick(["sunrise", "day", "sunset"]);
  return random.pick(["sunrise", "day", "sunset", "sunset", "dusk", "day"]);
}

/** A colour belongs to the thing named within the next two words, else to the whole scene. */
function readColours(words: readonly string[]): Pick<Scene, "colours" | "motifColours"> {
  const colours: string[] = [];
  const motifColours: Partial<Record<Motif, string>> = {};
  const singles = words.filter((word) => !word.includes("-"));
  for (const [index, word] of singles.entries()) {
    for (const colour of COLOUR_FINDER.all([word])) {
      const named = MOTIF_FINDER.all(singles.slice(index + 1, index + 3))[0];
      if (named !== undefined && COLOURABLE.has(named)) motifColours[named] = colour;
      else colours.push(colour);
    }
  }
  return { colours: [...new Set(colours)].slice(0, 4), motifColours };
}

const COLOURABLE: ReadonlySet<Motif> = new Set<Motif>([
  "car",
  "cat",
  "dog",
  "bird",
  "boat",
  "balloon",
  "rocket",
  "moon",
  "flowers",
  "tree",
  "woman",
  "person",
  "robot",
  "astronaut",
  "planet",
  "aurora",
  "lighthouse",
  "hills",
  "field",
  "forest",
  "sea",
  "lake",
  "mountains",
  "desert",
]);

function readCamera(words: readonly string[]): Camera {
  const pace = PACE_FINDER.all(words)[0];
  return {
    // The last word decides: "pan" alone goes right, "pan left" left.
    move: CAMERA_FINDER.all(words).at(-1) ?? "push",
    pace: pace === "slow" ? 0.7 : pace === "fast" ? 1.6 : 1,
  };
}
