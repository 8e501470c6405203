import { z } from "zod";

export const GRANT_KINDS = ["subscription", "purchased", "promotional"] as const;
export const ENTRY_KINDS = ["grant", "hold", "capture", "release", "expire", "adjust"] as const;

/** Credits that were given and can still be spent; `remaining` is without what is held. */
export const creditGrant = z.object({
  id: z.string(),
  kind: z.enum(GRANT_KINDS),
  amount: z.number().int(),
  remaining: z.number().int(),
  expires_at: z.string().nullable(),
});
export type CreditGrant = z.infer<typeof creditGrant>;

/** What can be spent now (`total`, by bucket) and what running work holds; grants in order of use. */
export const credits = z.object({
  total: z.number().int(),
  subscription: z.number().int(),
  permanent: z.number().int(),
  held: z.number().int(),
  livemode: z.boolean(),
  grants: z.array(creditGrant),
});
export type Credits = z.infer<typeof credits>;

/** One movement of the ledger: never changed, with the balance behind it. */
export const creditEntry = z.object({
  id: z.string(),
  kind: z.enum(ENTRY_KINDS),
  /** Change of what can be spent, and of what is held. */
  delta: z.number().int(),
  held_delta: z.number().int(),
  balance_after: z.number().int(),
  held_after: z.number().int(),
  grant_id: z.string(),
  grant_kind: z.enum(GRANT_KINDS),
  generation_id: z.string().nullable(),
  model: z.string().nullable(),
  note: z.string().nullable(),
  created_at: z.string(),
});
export type CreditEntry = z.infer<typeof creditEntry>;

export const creditEntryPage = z.object({
  items: z.array(creditEntry),
  next_cursor: z.string().nullable(),
});
export type CreditEntryPage = z.infer<typeof creditEntryPage>;

export const USAGE_BY = ["day", "model", "media", "key", "code"] as const;

/** Credits of generations that ended in a time, by what one asks for. */
export const creditUsage = z.object({
  by: z.enum(USAGE_BY),
  from: z.string(),
  to: z.string(),
  items: z.array(
    z.object({
      /** A day (UTC, `2026-11-24`), a model, a medium, a key's id, or a code; null for none. */
      key: z.string().nullable(),
      /** With `split`, the medium or model of this part of the day. */
      split: z.string().nullable(),
      captured: z.number().int(),
      released: z.number().int(),
      generations: z.number().int(),
    }),
  ),
});
export type CreditUsage = z.infer<typeof creditUsage>;
