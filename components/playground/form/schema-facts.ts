import type { SchemaStatus } from "#lib/contract/models/model.ts";

/** How much of a model's input is known, as its catalogue entry says. */
export type SchemaFacts = {
  schema_status?: SchemaStatus;
  schema_note?: string | null;
};

/** Whether a form offers keys that it does not know: the model takes them, and may well have some. */
export function takesExtraFields(model: SchemaFacts & { open?: boolean }): boolean {
  return model.open === true && model.schema_status !== "complete";
}
