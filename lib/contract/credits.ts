import { z } from "zod";
import { ENTRY_KINDS, GRANT_KINDS, GRANT_STATES } from "./credit-kinds.ts";
import { STATUSES } from "./generation-status.ts";
import { MEDIA } from "./media.ts";

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
  /** What the workspace subscribes to, and when its credits come anew; null without a plan. */
  plan: z
    .object({
      id: z.string(),
      title: z.string(),
      monthly_credits: z.number().int(),
      renews_at: z.string().nullable(),
    })
    .nullable(),
  /** Below this many credits the workspace is warned; null never. */
  low_balance: z.number().int().nullable(),
  is_low: z.boolean(),
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
  /** Of a release: the code of the failure that gave the credits back; null for any other reason. */
  code: z.string().nullable(),
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

/** A grant with its past. `spent`: nothing remains and nothing is held; `expired`: past its end. */
export const listedGrant = creditGrant.extend({
  held: z.number().int(),
  state: z.enum(GRANT_STATES),
  /** Where it came from: `plan`, `test`, `stripe`, `operator`. */
  source: z.string(),
  created_at: z.string(),
});
export type ListedGrant = z.infer<typeof listedGrant>;

export const creditGrantPage = z.object({
  items: z.array(listedGrant),
  next_cursor: z.string().nullable(),
});
export type CreditGrantPage = z.infer<typeof creditGrantPage>;

/** What holds credits right now: generations that have not ended, oldest first. */
export const creditHolds = z.object({
  /** Credits held by all of them, also by those that `items` leaves out. */
  total: z.number().int(),
  count: z.number().int(),
  items: z.array(
    z.object({
      generation_id: z.string(),
      model: z.string(),
      media: z.enum(MEDIA),
      status: z.enum(STATUSES),
      progress: z.number(),
      amount: z.number().int(),
      created_at: z.string(),
    }),
  ),
});
export type CreditHolds = z.infer<typeof creditHolds>;

/** The balance fell below the workspace's threshold; written once each time that it falls. */
export const creditAlert = z.object({
  id: z.string(),
  type: z.literal("credits.low"),
  threshold: z.number().int(),
  balance: z.number().int(),
  created_at: z.string(),
});
export const creditAlerts = z.object({ items: z.array(creditAlert) });
export type CreditAlerts = z.infer<typeof creditAlerts>;

/** The key's cap and what its generations of this month (UTC) cost so far. */
export const keyLimit = z.object({
  id: z.string(),
  name: z.string(),
  last_four: z.string(),
  monthly_limit: z.number().int().nullable(),
  used: z.number().int(),
  resets_at: z.string(),
  is_revoked: z.boolean(),
});
export type KeyLimit = z.infer<typeof keyLimit>;
export const keyLimits = z.object({ items: z.array(keyLimit) });

const CREDITS_MAX = 1_000_000_000;
const CREDITS_RULE = `must be a whole number from 0 to ${CREDITS_MAX}, or null`;
const creditsOrNull = z
  .number({ error: CREDITS_RULE })
  .int({ error: CREDITS_RULE })
  .min(0, { error: CREDITS_RULE })
  .max(CREDITS_MAX, { error: CREDITS_RULE })
  .nullable();

export const creditSettings = z.strictObject({ low_balance: creditsOrNull });
export type CreditSettings = z.infer<typeof creditSettings>;
export const keyLimitChange = z.strictObject({ monthly_limit: creditsOrNull });

/** The ledger's invariants for this workspace and mode; `broken` counts what breaks one, so 0 is right. */
export const creditAudit = z.object({
  checked_at: z.string(),
  ok: z.boolean(),
  findings: z.array(z.object({ invariant: z.string(), broken: z.number().int() })),
});
export type CreditAudit = z.infer<typeof creditAudit>;

/** What can be bought, and how it is paid: `test` costs nothing; null when nothing can be bought. */
export const creditPacks = z.object({
  provider: z.enum(["test", "stripe"]).nullable(),
  packs: z.array(
    z.object({ id: z.string(), credits: z.number().int(), price_cents: z.number().int() }),
  ),
});
export type CreditPacks = z.infer<typeof creditPacks>;

/** `failed`, `expired`: it was never paid, and never will be. */
export const PAYMENT_STATUSES = [
  "pending",
  "paid",
  "refunded",
  "partly_refunded",
  "failed",
  "expired",
] as const;

/** A purchase. Of a refund `reclaimed` credits were taken back, `unreclaimed` were spent before. */
export const payment = z.object({
  id: z.string(),
  livemode: z.boolean(),
  pack: z.string(),
  credits: z.number().int(),
  price_cents: z.number().int(),
  provider: z.enum(["test", "stripe"]),
  status: z.enum(PAYMENT_STATUSES),
  refunded_cents: z.number().int(),
  reclaimed: z.number().int(),
  unreclaimed: z.number().int(),
  grant_id: z.string().nullable(),
  created_at: z.string(),
  paid_at: z.string().nullable(),
});
export type Payment = z.infer<typeof payment>;
export const payments = z.object({ items: z.array(payment) });

/**
 * `granted`: the credits are there; without `livemode` it was a test and nothing was charged.
 * `redirect`: pay at `url`; the credits come when it is paid.
 */
export const checkoutResult = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("granted"),
    payment_id: z.string(),
    livemode: z.boolean(),
    credits: z.number().int(),
    grant_id: z.string(),
  }),
  z.object({
    outcome: z.literal("redirect"),
    payment_id: z.string(),
    livemode: z.boolean(),
    url: z.string(),
  }),
]);
export type CheckoutResult = z.infer<typeof checkoutResult>;
