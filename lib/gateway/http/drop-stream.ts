/**
 * `[[simulate drop]]`: the first stream of a generation in this process breaks off behind its
 * IN_PROGRESS frame, at the latest before its end, as by a failing network. The work goes on, and
 * the next stream is whole.
 */
import { isTerminal } from "#lib/contract/generation-status.ts";
import { readInputSimulation } from "#lib/contract/simulation.ts";
import type { GenerationRow } from "../db/schema.ts";
import type { Source } from "./pour.ts";

/** Generations whose drop is over; the oldest are forgotten. */
const REMEMBERED_MAX = 10_000;

const cutAt: Source["cutAt"] = ({ generation: { status } }) => {
  if (isTerminal(status)) return "before";
  return status === "IN_PROGRESS" ? "behind" : null;
};

/** Says of a stream that is about to begin where it is to break off: each generation's first one. */
export function createStreamDropper(): (row: GenerationRow) => Source["cutAt"] {
  const dropped = new Set<string>();
  return (row) => {
    if (row.mode !== "test" || dropped.has(row.id)) return undefined;
    const reading = readInputSimulation(row.media, row.input);
    if ("problem" in reading || !reading.simulation?.isDropped) return undefined;
    dropped.add(row.id);
    const [oldest] = dropped;
    if (dropped.size > REMEMBERED_MAX && oldest) dropped.delete(oldest);
    return cutAt;
  };
}
