import type { Field } from "#lib/contract/models/model.ts";

/** What everybody looks at first, in the order in which the form shows it. */
const ESSENTIALS = [
  "text",
  "prompt",
  "voice",
  "language",
  "aspect_ratio",
  "duration",
  "resolution",
  "quality",
  "n",
  "generate_audio",
] as const;

export type FieldGroups = {
  /** The words that everything else serves: always the first control. */
  main: Field | null;
  essentials: readonly Field[];
  /** Pictures, films and files that go in. */
  files: readonly Field[];
  more: readonly Field[];
};

function rank(field: Field): number {
  const index = (ESSENTIALS as readonly string[]).indexOf(field.name);
  return index === -1 ? ESSENTIALS.length : index;
}

/** Sorts a model's fields into what is shown at once and what is behind a disclosure. */
export function groupFields(fields: readonly Field[]): FieldGroups {
  const main =
    fields.find((field) => field.name === "text") ??
    fields.find((field) => field.name === "prompt") ??
    null;
  const rest = fields.filter((field) => field !== main);
  const isFile = (field: Field) => field.type === "uri" || field.type === "uri[]";
  const isEssential = (field: Field) =>
    field.required === true || (rank(field) < ESSENTIALS.length && field.name !== "prompt");
  return {
    main,
    files: rest.filter(isFile),
    essentials: rest
      .filter((field) => !isFile(field) && isEssential(field))
      .sort((a, b) => rank(a) - rank(b)),
    more: rest.filter((field) => !isFile(field) && !isEssential(field)),
  };
}
