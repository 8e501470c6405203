import type { Field } from "#lib/contract/models/model.ts";
import { areShapes } from "./aspect-ratio.ts";

/** What everybody looks at first, in the order in which the form shows it. */
const ESSENTIALS = [
  "text",
  "prompt",
  "feature",
  "voice",
  "language",
  "aspect_ratio",
  "image_size",
  "duration",
  "seconds",
  "resolution",
  "quality",
  "n",
  "num_images",
  "generate_audio",
  "audio",
] as const;

/** Fields whose controls are small enough for half of a line. */
const SMALL: ReadonlySet<string> = new Set([
  "voice",
  "language",
  "image_size",
  "resolution",
  "quality",
  "n",
  "num_images",
]);

export type FieldGroups = {
  /** The words that everything else serves: always the first control. */
  main: Field | null;
  /** Files that the model cannot do without, or that are all that it is about. */
  inputs: readonly Field[];
  essentials: readonly Field[];
  /** Pictures, films and files that may go in. */
  files: readonly Field[];
  more: readonly Field[];
};

function rank(field: Field): number {
  const index = (ESSENTIALS as readonly string[]).indexOf(field.name);
  return index === -1 ? ESSENTIALS.length : index;
}

function isFile(field: Field): boolean {
  return field.type === "uri" || field.type === "uri[]";
}

/** A choice between one thing is none: it does not belong where everybody looks. */
function isIdleChoice(field: Field): boolean {
  return field.type === "enum" ? field.values.length === 1 : field.name === "feature";
}

function isEssential(field: Field): boolean {
  if (field.required) return true;
  return rank(field) < ESSENTIALS.length && field.name !== "prompt" && !isIdleChoice(field);
}

const LEADING_FILES_MAX = 3;

/** A model that needs no words and has a few files works on those: lips, upscales, edits. */
function isAboutFiles(fields: readonly Field[]): boolean {
  const files = fields.filter(isFile);
  return files.length <= LEADING_FILES_MAX && fields.every(({ required }) => !required);
}

/** Sorts a model's fields into what is shown at once and what is behind a disclosure. */
export function groupFields(fields: readonly Field[]): FieldGroups {
  const main =
    fields.find((field) => field.name === "text") ??
    fields.find((field) => field.name === "prompt") ??
    null;
  const rest = fields.filter((field) => field !== main);
  const areLeading = isAboutFiles(fields);
  const isInput = (field: Field) => isFile(field) && (field.required || areLeading);
  return {
    main,
    inputs: rest.filter(isInput),
    files: rest.filter((field) => isFile(field) && !isInput(field)),
    essentials: rest
      .filter((field) => !isFile(field) && isEssential(field))
      .sort((a, b) => rank(a) - rank(b)),
    more: rest.filter((field) => !isFile(field) && !isEssential(field)),
  };
}

/** Shapes need the whole of a line. */
function isSmall(field: Field | undefined): boolean {
  if (!field || !SMALL.has(field.name)) return false;
  return field.type !== "enum" || !areShapes(field.values);
}

export type PlacedField = { field: Field; isHalf: boolean };

/** Small fields two to a line; one that has no neighbour takes the whole of it. */
export function placeFields(fields: readonly Field[]): PlacedField[] {
  const placed: PlacedField[] = [];
  let isOpen = false;
  for (const [index, field] of fields.entries()) {
    const isHalf: boolean = isSmall(field) && (isOpen || isSmall(fields[index + 1]));
    // A line is open while it holds one half.
    isOpen = isHalf && !isOpen;
    placed.push({ field, isHalf });
  }
  return placed;
}
