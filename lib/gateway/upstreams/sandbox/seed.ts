import { createHash } from "node:crypto";
import { readNumber } from "./values.ts";

/** The seed of one result: the caller's when given, else of the generation; each result its own. */
export function resultSeed(generationId: string, given: unknown, index: number): number {
  const asked = readNumber(given);
  const base = asked === null ? generationId : `seed ${asked}`;
  return createHash("sha256").update(`${base} ${index}`).digest().readUInt32BE(0);
}
