import type { Generation } from "#lib/contract/generation.ts";
import { formatCredits } from "../format.ts";

/** A change of status for who listens instead of looks. A failure is said by its own card. */
export function statusSentence(generation: Generation): string {
  switch (generation.status) {
    case "IN_QUEUE":
      return "In the queue.";
    case "IN_PROGRESS":
      return "Rendering.";
    case "COMPLETED":
      return "Done.";
    case "FAILED":
      return "";
    case "CANCELED":
      return `Canceled. ${formatCredits(generation.usage.total)} returned.`;
  }
}
