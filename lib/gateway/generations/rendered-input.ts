import { readInputSimulation } from "#lib/contract/simulation.ts";
import type { GenerationRow } from "../db/schema.ts";

/** A generation's input as it is rendered: in test mode without the markers of a simulation. */
export function renderedInput(
  row: Pick<GenerationRow, "mode" | "media" | "input">,
): Readonly<Record<string, unknown>> {
  if (row.mode !== "test") return row.input;
  const reading = readInputSimulation(row.media, row.input);
  return "problem" in reading ? row.input : reading.input;
}
