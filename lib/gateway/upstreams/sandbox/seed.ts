import { createHash } from "node:crypto";

/** The seed of one result: the caller's when given, else of the generation; each result its own. */
export function resultSeed(generationId: string, given: unknown, index: number): number {
  const base = typeof given === "number" ? `seed ${given}` : generationId;
  return createHash("sha256").update(`${base} ${index}`).digest().readUInt32BE(0);
}
