/** The words of credits, apart from their schemas: the browser needs these and not zod. */
export const GRANT_KINDS = ["subscription", "purchased", "promotional"] as const;
export const ENTRY_KINDS = ["grant", "hold", "capture", "release", "expire", "adjust"] as const;
export const GRANT_STATES = ["active", "spent", "expired"] as const;
