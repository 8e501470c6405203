import type { Generation } from "#lib/contract/generation.ts";
import { isTerminal } from "#lib/contract/generation-status.ts";

const RANK = { IN_QUEUE: 0, IN_PROGRESS: 1, COMPLETED: 2, FAILED: 2, CANCELED: 2 } as const;

/**
 * The later of two sights of one generation. They come by stream, by list and by answer, in any
 * order: an ended one never runs again, and progress never falls.
 */
export function laterOf(known: Generation | undefined, seen: Generation): Generation {
  if (!known) return seen;
  const [before, after] = [RANK[known.status], RANK[seen.status]];
  if (after !== before) return after > before ? seen : known;
  if (isTerminal(known.status)) return seen;
  return seen.progress >= known.progress ? seen : known;
}
