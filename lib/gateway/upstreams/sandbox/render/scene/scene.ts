/**
 * A scene is what a prompt asks to see, as plain data. `readScene` makes it, the compose
 * module lays it out, motifs draw it, a style finishes it; the sound picks its ambience from it.
 */
export type Scene = {
  prompt: string;
  seed: number;
  motifs: readonly Motif[];
  /** Those of the motifs that the prompt itself names; the others were chosen to complete it. */
  named: readonly Motif[];
  timeOfDay: TimeOfDay;
  weather: Weather;
  style: Style;
  /** Lit by signs and tubes, whatever the style: "neon city, oil painting" is both. */
  isNeon: boolean;
  /** Colours that tint the whole scene, as #rrggbb. */
  colours: readonly string[];
  /** Colours of single things: "red car" is `{ car: "#c8322e" }`. */
  motifColours: Readonly<Partial<Record<Motif, string>>>;
  camera: Camera;
};

export const MOTIFS = [
  "sun",
  "moon",
  "stars",
  "galaxy",
  "planet",
  "aurora",
  "mountains",
  "hills",
  "sea",
  "lake",
  "forest",
  "tree",
  "field",
  "flowers",
  "desert",
  "city",
  "village",
  "castle",
  "lighthouse",
  "boat",
  "car",
  "balloon",
  "rocket",
  "bird",
  "cat",
  "dog",
  "person",
  "woman",
  "astronaut",
  "robot",
  "portrait",
  "abstract",
] as const;

export type Motif = (typeof MOTIFS)[number];

/** Motifs that are somewhere to be, rather than something that is there. */
export const PLACES: ReadonlySet<Motif> = new Set<Motif>([
  "mountains",
  "hills",
  "sea",
  "lake",
  "forest",
  "field",
  "desert",
  "city",
  "village",
  "abstract",
]);

export type TimeOfDay = "sunrise" | "day" | "sunset" | "dusk" | "night";

export type Weather = "clear" | "cloudy" | "fog" | "rain" | "storm" | "snow";

export type Style = "print" | "watercolor" | "neon" | "pixel" | "line" | "oil";

export type Camera = {
  move: "push" | "pull" | "rise" | "sink" | "left" | "right" | "still";
  /** 1 is the usual pace. */
  pace: number;
};

/** True when the scene shows the motif. */
export function shows(scene: Scene, ...motifs: readonly Motif[]): boolean {
  return motifs.some((motif) => scene.motifs.includes(motif));
}

/** True when the prompt has no words at all: then the scene is the input pictures' alone. */
export function isWordless({ prompt }: Pick<Scene, "prompt">): boolean {
  return !/[\p{L}\p{N}]/u.test(prompt);
}
