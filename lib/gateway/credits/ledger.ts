/**
 * The ledger of credits, whole numbers, one account a workspace and mode.
 *
 * A *grant* is an amount of credits with a kind, a source and perhaps an end. Of each credit of a
 * grant one of these is true, and every arrow writes one *entry*, which is never changed again:
 *
 *                  hold                    capture
 *     remaining ──────────► held ───────────────────────► spent
 *       ▲  │  ▲               │
 *  grant│  │  └───────────────┘ release
 *       │  └─────────────────────────────────────────────► expired
 *       │      expire
 *     nothing ◄──► remaining   adjust: an operator, or a refund of a payment
 *
 * - grant: a plan's cycle, a payment, an operator. With a `sourceRef` at most once for it.
 * - hold: acceptance of a generation, in the statement that writes the generation. All or nothing.
 *   Subscription grants first, then the others, soonest end first; it may span grants.
 * - capture, release: the end of the generation, in the statement that ends it; COMPLETED captures
 *   what was made and releases the rest, every other end releases all. Each hold is settled once:
 *   a compare-and-set on `settled_at`, so of two who try one changes nothing and learns so.
 * - release into a grant that has ended meanwhile: it lives 24 hours more, so a failure never costs.
 *   What else comes back within them ends with them.
 * - expire: the sweep, of what remains in a grant past its end, from which nothing new is held even
 *   before that; a settlement that finds such a remainder expires it first. What is held lives on.
 *
 * An entry has the change of what can be spent (`delta`) and of what is held (`heldDelta`), and the
 * account behind it. So for every grant: sum(delta) = remaining, sum(heldDelta) = held; and for every
 * account: balance and held are those of its newest entry, and the sums over its grants.
 *
 * Locks are taken in one order everywhere: generation, hold, account, then grants and the key's month.
 * The account's row makes movements of a workspace one after the other: behind it nobody else
 * changes a grant or a month, so a hold only reads them, by a snapshot from behind the wait.
 */
import type pg from "pg";

/** A pool or a session in a transaction: what a movement is part of is the caller's to say. */
export type Queryable = Pick<pg.Pool, "query">;

/** How long credits live that come back into a grant that has ended. */
export const RELEASE_GRACE_HOURS = 24;

/** An entry as answers name it. */
export function entryId(seq: number): string {
  return `cre_${seq}`;
}

/** A credit movement's parts by the bucket that pays. */
export type BucketUsage = { total: number; subscription: number; permanent: number };
