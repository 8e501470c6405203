/**
 * Markers with which a prompt asks test mode to fail, to be slow or to drop its stream:
 *
 *     [[simulate TIMEOUT]]   [[simulate RATE_LIMITED after 2s at 60%]]
 *     [[simulate slow 10s]]  [[simulate drop]]
 *
 * Anywhere in the text, in any case; one sub-code at most, `slow` and `drop` beside it. Pure, and
 * one pass over the text: the console reads what is typed with it.
 */
import { SUB_CODE_NAMES, type SubCode } from "./codes.ts";
import type { Media } from "./media.ts";

export type Simulation = {
  /** The failure to make; null when the work is to complete. */
  subCode: SubCode | null;
  /** When to fail, counted from the start of the work. */
  afterMs: number | null;
  /** How far the work gets before it fails, 0 to 1. */
  atShare: number | null;
  /** The work takes at least so long. */
  slowMs: number | null;
  /** The first stream breaks off in the middle. */
  isDropped: boolean;
};

/** `cleaned` is the text without its markers; `problem` says of the text what is wrong with one. */
export type SimulationReading =
  | { cleaned: string; simulation: Simulation | null }
  | { problem: string };

const TIME_MAX_MS = 600_000;
/** No marker that is right is longer. */
const MARKER_LENGTH_MAX = 200;
const ECHO_LENGTH_MAX = 40;

const KNOWN = `known are ${SUB_CODE_NAMES.join(", ")}, each with "after 2s" and "at 60%" if need be, "slow 10s" and "drop"`;
const TIME_RULE = "a time from 0s to 600s such as 2s or 500ms";

class MarkerProblem extends Error {}

function readTimeMs(word: string | undefined, option: string): number {
  const [, amount, unit] = /^(\d{1,6}(?:\.\d{1,6})?)(ms|s)$/i.exec(word ?? "") ?? [];
  const timeMs = Number(amount) * (unit?.toLowerCase() === "s" ? 1000 : 1);
  if (timeMs <= TIME_MAX_MS) return timeMs;
  throw new MarkerProblem(`needs ${TIME_RULE} behind "${option}" in its simulate marker`);
}

function readShare(word: string | undefined): number {
  const percent = Number(/^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(word ?? "")?.[1]);
  if (percent <= 100) return percent / 100;
  throw new MarkerProblem('needs a share from 0% to 100% behind "at" in its simulate marker');
}

/** Takes up the words of one marker. */
function readMarker(simulation: Simulation, words: string[]): void {
  const given = new Set<string>();
  const once = (name: string, isTaken: boolean) => {
    if (isTaken) throw new MarkerProblem(`asks to simulate ${name} twice`);
  };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const name = word.toLowerCase();
    const subCode = SUB_CODE_NAMES.find((each) => each === word?.toUpperCase());
    given.add(subCode ? "code" : name);
    if (subCode) {
      once("a failure", simulation.subCode !== null);
      simulation.subCode = subCode;
    } else if (name === "after") {
      once('"after"', simulation.afterMs !== null);
      simulation.afterMs = readTimeMs(words.shift(), name);
    } else if (name === "at") {
      once('"at"', simulation.atShare !== null);
      simulation.atShare = readShare(words.shift());
    } else if (name === "slow") {
      once('"slow"', simulation.slowMs !== null);
      simulation.slowMs = readTimeMs(words.shift(), name);
    } else if (name === "drop") {
      once('"drop"', simulation.isDropped);
      simulation.isDropped = true;
    } else {
      throw new MarkerProblem(
        `asks to simulate ${word.slice(0, ECHO_LENGTH_MAX)}, which is not known; ${KNOWN}`,
      );
    }
  }
  const isBare = (given.has("after") || given.has("at")) && !given.has("code");
  if (given.size === 0 || isBare) {
    throw new MarkerProblem(`does not say what to simulate; ${KNOWN}`);
  }
}

type Marker = { start: number; end: number };

/** The next marker from a place on; null when there is none. Throws for one that never ends. */
function findMarker(text: string, from: number): Marker | null {
  const opening = /\[\[\s*simulate(?![a-z0-9_])/gi;
  opening.lastIndex = from;
  const start = opening.exec(text)?.index;
  if (start === undefined) return null;
  const close = text.indexOf("]]", start);
  if (close < 0) throw new MarkerProblem("has a simulate marker that is not closed by ]]");
  return { start, end: close + "]]".length };
}

/** Joins what was before and behind a marker, without the space that it leaves doubled. */
function joinAround(before: string, behind: string): string {
  if (behind === "" || behind.startsWith("\n")) return before.replace(/[ \t]?$/, "") + behind;
  const isSpaced = before === "" || /\s$/.test(before);
  return before + (isSpaced ? behind.replace(/^[ \t]/, "") : behind);
}

/** Reads the markers of a text. Never throws. */
export function readSimulation(text: string): SimulationReading {
  const simulation: Simulation = {
    subCode: null,
    afterMs: null,
    atShare: null,
    slowMs: null,
    isDropped: false,
  };
  let cleaned: string | null = null;
  let from = 0;
  try {
    for (let marker = findMarker(text, 0); marker; marker = findMarker(text, from)) {
      const { start, end } = marker;
      if (end - start > MARKER_LENGTH_MAX) {
        throw new MarkerProblem(`has a simulate marker of over ${MARKER_LENGTH_MAX} characters`);
      }
      const body = text.slice(start + "[[".length, end - "]]".length).trim();
      const [, ...words] = body.split(/[\s,:=]+/).filter(Boolean);
      readMarker(simulation, words);
      const piece = text.slice(from, start);
      cleaned = cleaned === null ? piece : joinAround(cleaned, piece);
      from = end;
    }
  } catch (error) {
    if (error instanceof MarkerProblem) return { problem: error.message };
    throw error;
  }
  if (cleaned === null) return { cleaned: text, simulation: null };
  return { cleaned: joinAround(cleaned, text.slice(from)), simulation };
}

export type Input = Readonly<Record<string, unknown>>;

/** `input` is as it is rendered: without markers. `field` is where they were. */
export type InputSimulation =
  | { input: Input; simulation: Simulation | null; field: string }
  | { problem: string; field: string };

/** What is rendered of a text that was nothing but markers. */
const NOTHING_LEFT = "Test";

/** Reads the markers of a model's input: in its text if it speaks, else in its prompt, or in both. */
export function readInputSimulation(media: Media, input: Input): InputSimulation {
  const fields = media === "tts" ? ["text", "prompt"] : ["prompt", "text"];
  let found: Extract<InputSimulation, { input: Input }> | null = null;
  for (const field of fields) {
    const text = input[field];
    if (typeof text !== "string") continue;
    const reading = readSimulation(text);
    if ("problem" in reading) return { field, problem: reading.problem };
    const { cleaned, simulation } = reading;
    if (simulation === null) continue;
    if (found) return { field, problem: `has a simulate marker though ${found.field} has one too` };
    found = {
      field,
      simulation,
      input: { ...input, [field]: cleaned.trim() ? cleaned : NOTHING_LEFT },
    };
  }
  return found ?? { field: fields[0] ?? "prompt", input, simulation: null };
}

/** Such a failure is answered at once, and no generation comes of it. */
export function isBeforeAcceptance({ subCode, afterMs, atShare, slowMs }: Simulation): boolean {
  if (subCode === "CONTENT_REJECTED")
    return afterMs === null && atShare === null && slowMs === null;
  return (
    subCode === "UNSUPPORTED_MODEL" ||
    subCode === "INVALID_INPUT" ||
    subCode === "INSUFFICIENT_CREDITS"
  );
}
