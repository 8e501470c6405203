/** Where a generation stands. Apart from its schema, so that pages need no validator to ask. */
export const STATUSES = ["IN_QUEUE", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELED"] as const;
export type GenerationStatus = (typeof STATUSES)[number];

/** True when nothing can happen to the generation any more. */
export function isTerminal(status: GenerationStatus): boolean {
  return status === "COMPLETED" || status === "FAILED" || status === "CANCELED";
}
