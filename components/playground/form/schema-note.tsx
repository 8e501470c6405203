import { Info } from "lucide-react";
import type { SchemaFacts } from "./schema-facts.ts";

const SENTENCES = {
  partial: "Only a part of this model’s fields is known.",
  assumed: "This model’s fields are assumed after those of its siblings.",
} as const;

/** Says quietly that a form may not have everything that its model takes. */
export function SchemaNote({ schema_status: status, schema_note: note }: SchemaFacts) {
  if (status !== "partial" && status !== "assumed") return null;
  return (
    <p className="flex gap-2 text-pretty text-faint text-xs">
      <Info aria-hidden className="mt-px size-3.5 shrink-0" />
      <span>{note ?? SENTENCES[status]} Send others as Extra fields, in More settings.</span>
    </p>
  );
}
