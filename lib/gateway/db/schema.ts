import { isNull, type SQLWrapper, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Fault, NextAction } from "#lib/contract/codes.ts";
import type { InputIssue } from "#lib/contract/errors.ts";
import type { Attempt, GenerationStatus, Usage } from "#lib/contract/generation.ts";
import type { Media } from "#lib/contract/media.ts";

export type Mode = "test" | "live";

/** Where credits came from; subscription credits are spent first. */
export type GrantKind = "subscription" | "purchased" | "promotional";
export type PaymentProviderName = "test" | "stripe";
export type EntryKind = "grant" | "hold" | "capture" | "release" | "expire" | "adjust";

/** A file that a generation made, as stored: the URL is signed anew each time it is shown. */
export type StoredFile = {
  key: string;
  fileName: string;
  contentType: string;
  sizeBytes: number;
  widthPx: number | null;
  heightPx: number | null;
  durationS: number | null;
  fps: number | null;
  hasAudio: boolean;
};

/** Why a generation failed, as stored; the catalogue adds status, fault and next action. */
export type StoredFailure = {
  code: string;
  message: string;
  requestId: string;
  retryAfterMs: number | null;
  issues?: InputIssue[];
  suggestions?: string[];
  fault?: Fault;
  nextAction?: NextAction;
};

/** Credits of a generation so far, and the numbers of the entries that say so. */
export type StoredBilling = { held: number; captured: number; released: number; entries: number[] };

/** What an event says of its generation: all that can change, as it was after the event. */
export type EventState = {
  status: GenerationStatus;
  progress: number;
  startedAt: string | null;
  finishedAt: string | null;
  attempts: Attempt[];
  files: StoredFile[] | null;
  failure: StoredFailure | null;
  /** Missing in events from before there was a ledger. */
  billing?: StoredBilling;
};

/** Where the submit of a paid job stands: null is not tried yet. Written before and after the call. */
export type SubmitState = "submitting" | "submitted";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Ids in byte order, the same under every locale; the planner takes it for no order but that of a list. */
const idInC = (id: SQLWrapper) => sql`${id} collate "C"`;
const hasEnded = (status: SQLWrapper) => sql`${status} in ('COMPLETED', 'FAILED', 'CANCELED')`;
const codeOf = (failure: SQLWrapper) => sql`(${failure} ->> 'code')`;

export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
});

export const workspaces = pgTable(
  "workspaces",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull().unique(),
    createdAt: at("created_at").notNull().defaultNow(),
    /** What it subscribes to; null gets no credits by itself. */
    plan: text("plan"),
    /** Where its monthly cycles are counted from. */
    planStartedAt: at("plan_started_at").notNull().defaultNow(),
    /** When the next cycle begins; null when none was given yet. */
    planRenewsAt: at("plan_renews_at"),
    /** Below this many credits the workspace is warned; null never. */
    lowBalance: integer("low_balance"),
  },
  (table) => [
    index("workspaces_renewal").on(table.planRenewsAt).where(sql`${table.plan} is not null`),
  ],
);

const workspaceId = () =>
  text("workspace_id")
    .notNull()
    .references(() => workspaces.id);
const mode = () => text("mode").notNull().$type<Mode>();

export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    workspaceId: workspaceId(),
    mode: mode(),
    name: text("name").notNull(),
    /** SHA-256 of the whole key, hex: the key itself is shown once and never stored. */
    hash: text("hash").notNull().unique(),
    lastFour: text("last_four").notNull(),
    scopes: text("scopes").array().notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at"),
    revokedAt: at("revoked_at"),
    /** Most credits that its generations of one month (UTC) may cost; null without a limit. */
    monthlyLimit: integer("monthly_limit"),
  },
  (table) => [index("api_keys_workspace").on(table.workspaceId, table.mode)],
);

/** One-time links for the console, by the SHA-256 of their token. */
export const signInLinks = pgTable("sign_in_links", {
  hash: text("hash").primaryKey(),
  workspaceId: workspaceId(),
  mode: mode(),
  expiresAt: at("expires_at").notNull(),
  usedAt: at("used_at"),
});

export const sessions = pgTable("sessions", {
  hash: text("hash").primaryKey(),
  workspaceId: workspaceId(),
  mode: mode(),
  createdAt: at("created_at").notNull().defaultNow(),
  expiresAt: at("expires_at").notNull(),
});

export const generations = pgTable(
  "generations",
  {
    id: text("id").primaryKey(),
    workspaceId: workspaceId(),
    mode: mode(),
    model: text("model").notNull(),
    media: text("media").notNull().$type<Media>(),
    status: text("status").notNull().$type<GenerationStatus>(),
    input: jsonb("input").notNull().$type<Record<string, unknown>>(),
    usage: jsonb("usage").notNull().$type<Usage>(),
    billing: jsonb("billing")
      .notNull()
      .default({ held: 0, captured: 0, released: 0, entries: [] })
      .$type<StoredBilling>(),
    progress: real("progress").notNull().default(0),
    queuePosition: integer("queue_position"),
    files: jsonb("files").$type<StoredFile[]>(),
    failure: jsonb("failure").$type<StoredFailure>(),
    attempts: jsonb("attempts").notNull().default([]).$type<Attempt[]>(),
    /** Number of the newest event. */
    lastSeq: integer("last_seq").notNull().default(1),
    /** Grows each time a process takes the work: writes of an older taker find nothing to change. */
    claim: integer("claim").notNull().default(0),
    upstream: text("upstream"),
    submitState: text("submit_state").$type<SubmitState>(),
    upstreamRef: jsonb("upstream_ref"),
    deadlineAt: at("deadline_at").notNull(),
    requestId: text("request_id").notNull(),
    keyId: text("key_id"),
    createdAt: at("created_at").notNull().defaultNow(),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
    /** When its media and prompt were removed; then only the ledger still knows it. */
    deletedAt: at("deleted_at"),
  },
  (table) => [
    // A list reads one end of some of these and no more, see `generations/newest.ts`.
    index("generations_list")
      .on(table.workspaceId, table.mode, idInC(table.id))
      .where(isNull(table.deletedAt)),
    index("generations_by_media")
      .on(table.workspaceId, table.mode, table.media, table.status, idInC(table.id))
      .where(sql`${hasEnded(table.status)} and ${table.deletedAt} is null`),
    index("generations_by_model")
      .on(table.workspaceId, table.mode, table.model, table.status, idInC(table.id))
      .where(sql`${hasEnded(table.status)} and ${table.deletedAt} is null`),
    index("generations_by_code")
      .on(table.workspaceId, table.mode, codeOf(table.failure), idInC(table.id))
      .where(sql`${table.status} = 'FAILED' and ${table.deletedAt} is null`),
    index("generations_by_model_and_code")
      .on(table.workspaceId, table.mode, table.model, codeOf(table.failure), idInC(table.id))
      .where(sql`${table.status} = 'FAILED' and ${table.deletedAt} is null`),
    // The functions are in the migration, with why; `generations/search.ts` asks by them.
    index("generations_search")
      .using(
        "gin",
        sql`search_tokens(${table.workspaceId}, ${table.mode}, ${table.media}, ${table.model}, ${table.status}, ${table.failure} ->> 'code', generation_words(${table.input}))`,
      )
      .with({ gin_pending_list_limit: 256 })
      .where(sql`${hasEnded(table.status)} and ${table.deletedAt} is null`),
    index("generations_live")
      .on(table.deadlineAt)
      .where(sql`${table.status} in ('IN_QUEUE', 'IN_PROGRESS')`),
    index("generations_unfinished")
      .on(table.workspaceId, table.mode, idInC(table.id))
      .where(sql`${table.status} in ('IN_QUEUE', 'IN_PROGRESS')`),
  ],
);
export type GenerationRow = typeof generations.$inferSelect;

export const generationEvents = pgTable(
  "generation_events",
  {
    generationId: text("generation_id")
      .notNull()
      .references(() => generations.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    workspaceId: workspaceId(),
    mode: mode(),
    state: jsonb("state").notNull().$type<EventState>(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.generationId, table.seq] })],
);

/**
 * What an Idempotency-Key was first used for. It is written by the statement that accepts the
 * generation, so a request that was refused leaves no trace of its key.
 */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    workspaceId: workspaceId(),
    mode: mode(),
    key: text("key").notNull(),
    generationId: text("generation_id")
      .notNull()
      .references(() => generations.id, { onDelete: "cascade" }),
    model: text("model").notNull(),
    /** A hash of each top-level field of the body as it came: enough to name those that differ. */
    fieldHashes: jsonb("field_hashes").notNull().$type<Record<string, string>>(),
    expiresAt: at("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.mode, table.key] }),
    index("idempotency_keys_expiry").on(table.expiresAt),
    index("idempotency_keys_generation").on(table.generationId),
  ],
);

/**
 * The ledger: see `credits/ledger.ts`. One account a workspace and mode: its row is the lock that
 * every movement takes first, and carries the running balance.
 */
export const creditAccounts = pgTable(
  "credit_accounts",
  {
    workspaceId: workspaceId(),
    mode: mode(),
    balance: integer("balance").notNull().default(0),
    held: integer("held").notNull().default(0),
    /** When a low balance was last told, unless there were new credits since. */
    alertedAt: at("alerted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.mode] }),
    check("credit_accounts_not_negative", sql`${table.balance} >= 0 and ${table.held} >= 0`),
    // What is held may come back, and has to fit then.
    check("credit_accounts_bounded", sql`${table.balance}::bigint + ${table.held} <= 2147483647`),
  ],
);

const UNSUBSCRIBED = sql`("kind" <> 'subscription')`;

export const creditGrants = pgTable(
  "credit_grants",
  {
    id: text("id").primaryKey(),
    workspaceId: workspaceId(),
    mode: mode(),
    kind: text("kind").notNull().$type<GrantKind>(),
    amount: integer("amount").notNull(),
    /** What can still be spent; what is held is out of it. */
    remaining: integer("remaining").notNull(),
    /** For indexes: one that named `remaining` itself would be written anew by every hold. */
    isOpen: boolean("is_open").notNull().generatedAlwaysAs(sql`remaining > 0`),
    held: integer("held").notNull().default(0),
    /** Who gave it: a plan, a payment, an operator. */
    source: text("source").notNull(),
    /** Names the one event that may give it, such as a cycle or a payment: never given twice. */
    sourceRef: text("source_ref"),
    expiresAt: at("expires_at"),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("credit_grants_spendable")
      .on(table.workspaceId, table.mode, UNSUBSCRIBED, table.expiresAt, table.id)
      .where(sql`${table.isOpen}`),
    index("credit_grants_expiry").on(table.expiresAt).where(sql`${table.isOpen}`),
    index("credit_grants_list").on(table.workspaceId, table.mode, table.id),
    uniqueIndex("credit_grants_source")
      .on(table.workspaceId, table.mode, table.source, table.sourceRef)
      .where(sql`${table.sourceRef} is not null`),
    check("credit_grants_not_negative", sql`${table.remaining} >= 0 and ${table.held} >= 0`),
    check("credit_grants_amount", sql`${table.amount} > 0`),
  ],
);
export type GrantRow = typeof creditGrants.$inferSelect;

/** What a generation holds until it is captured or released: once, for ever. */
export const creditHolds = pgTable(
  "credit_holds",
  {
    generationId: text("generation_id").primaryKey(),
    workspaceId: text("workspace_id").notNull(),
    mode: mode(),
    keyId: text("key_id"),
    amount: integer("amount").notNull(),
    captured: integer("captured").notNull().default(0),
    released: integer("released").notNull().default(0),
    createdAt: at("created_at").notNull(),
    settledAt: at("settled_at"),
  },
  (table) => [
    index("credit_holds_settled")
      .on(table.workspaceId, table.mode, table.settledAt)
      .where(sql`${table.settledAt} is not null`),
    index("credit_holds_open")
      .on(table.workspaceId, table.mode)
      .where(sql`${table.settledAt} is null`),
    check(
      "credit_holds_whole",
      sql`${table.captured} >= 0 and ${table.released} >= 0 and (
        ${table.settledAt} is null and ${table.captured} = 0 and ${table.released} = 0
        or ${table.settledAt} is not null and ${table.captured} + ${table.released} = ${table.amount})`,
    ),
  ],
);

/** What the generations of a key cost that were accepted in a month (UTC): held or captured. */
export const creditKeyMonths = pgTable(
  "credit_key_months",
  {
    keyId: text("key_id")
      .notNull()
      .references(() => apiKeys.id),
    month: date("month").notNull(),
    credits: integer("credits").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.keyId, table.month] }),
    check("credit_key_months_not_negative", sql`${table.credits} >= 0`),
  ],
);

/** One movement of one grant. Never changed and never removed: a trigger refuses it. */
export const creditEntries = pgTable(
  "credit_entries",
  {
    seq: bigint("seq", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: text("workspace_id").notNull(),
    mode: mode(),
    kind: text("kind").notNull().$type<EntryKind>(),
    grantId: text("grant_id")
      .notNull()
      .references(() => creditGrants.id),
    generationId: text("generation_id"),
    /** Change of what can be spent, and of what is held. */
    delta: integer("delta").notNull(),
    heldDelta: integer("held_delta").notNull(),
    /** Of the account, behind this entry. */
    balanceAfter: integer("balance_after").notNull(),
    heldAfter: integer("held_after").notNull(),
    note: text("note"),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    // Pages are read from one end of one of these, whatever filter they have.
    index("credit_entries_list").on(table.workspaceId, table.mode, table.seq),
    index("credit_entries_time").on(table.workspaceId, table.mode, table.createdAt, table.seq),
    index("credit_entries_grant").on(table.grantId, table.seq),
    // Half of all are holds; every other kind may be rare.
    index("credit_entries_kind")
      .on(table.workspaceId, table.mode, table.kind, table.seq)
      .where(sql`${table.kind} <> 'hold'`),
    uniqueIndex("credit_entries_once")
      .on(table.generationId, table.grantId, table.kind)
      .where(sql`${table.generationId} is not null`),
  ],
);
export type EntryRow = typeof creditEntries.$inferSelect;

/** Each time that what can be spent fell below the workspace's threshold. */
export const creditAlerts = pgTable(
  "credit_alerts",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: workspaceId(),
    mode: mode(),
    threshold: integer("threshold").notNull(),
    available: integer("available").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [index("credit_alerts_list").on(table.workspaceId, table.mode, table.id)],
);

/**
 * Credits that were bought. The provider's word that it was paid makes the grant; `endedAs` is its word
 * that it never will be. What is paid back takes out of the grant what is left of it; the rest, which
 * was spent, is recorded.
 */
export const payments = pgTable(
  "payments",
  {
    id: text("id").primaryKey(),
    workspaceId: workspaceId(),
    mode: mode(),
    provider: text("provider").notNull().$type<PaymentProviderName>(),
    /** The Idempotency-Key that it was asked for with; a refused purchase gives it up. */
    requestKey: text("request_key"),
    pack: text("pack").notNull(),
    credits: integer("credits").notNull(),
    priceCents: integer("price_cents").notNull(),
    /** Lower-case ISO 4217. */
    currency: text("currency").notNull(),
    /** The provider's page to pay at, its name, and until when it can be paid there. */
    checkoutUrl: text("checkout_url"),
    checkoutRef: text("checkout_ref"),
    checkoutEndsAt: at("checkout_ends_at"),
    /** The provider's name for the money that came; what refunds of it carry. */
    intentRef: text("intent_ref"),
    endedAs: text("ended_as").$type<"failed" | "expired">(),
    grantId: text("grant_id").references(() => creditGrants.id),
    /** Of the price, what was paid back; of the credits, what was taken back and what was spent already. */
    refundedCents: integer("refunded_cents").notNull().default(0),
    reclaimed: integer("reclaimed").notNull().default(0),
    unreclaimed: integer("unreclaimed").notNull().default(0),
    createdAt: at("created_at").notNull(),
    paidAt: at("paid_at"),
  },
  (table) => [
    index("payments_list").on(table.workspaceId, table.mode, table.id),
    uniqueIndex("payments_request_key")
      .on(table.workspaceId, table.mode, table.requestKey)
      .where(sql`${table.requestKey} is not null`),
    uniqueIndex("payments_intent_ref")
      .on(table.intentRef)
      .where(sql`${table.intentRef} is not null`),
    // Those that are owed credits which may come back by a release.
    index("payments_unreclaimed").on(table.id).where(sql`${table.unreclaimed} > 0`),
    check(
      "payments_granted_when_paid",
      sql`(${table.grantId} is null) = (${table.paidAt} is null)`,
    ),
    check(
      "payments_refund_whole",
      sql`${table.refundedCents} between 0 and ${table.priceCents}
        and ${table.reclaimed} >= 0 and ${table.unreclaimed} >= 0
        and ${table.reclaimed} + ${table.unreclaimed} <= ${table.credits}`,
    ),
  ],
);
export type PaymentRow = typeof payments.$inferSelect;

/**
 * What providers said of money that went back, by their own names of refunds and disputes: also of
 * payments that are not known to be paid yet. `stage` only grows, so the order of their words does not
 * matter: 0 it has not gone, 1 it is gone, 2 it came back.
 */
export const paymentReversals = pgTable(
  "payment_reversals",
  {
    ref: text("ref").primaryKey(),
    intentRef: text("intent_ref").notNull(),
    kind: text("kind").notNull().$type<"refund" | "dispute" | "total">(),
    amountCents: integer("amount_cents").notNull(),
    stage: integer("stage").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [index("payment_reversals_intent").on(table.intentRef)],
);

/**
 * Points that a key or session has used up within the minute that ends at `expire` (milliseconds
 * since 1970). Columns and their order are those of rate-limiter-flexible; UNLOGGED, because a
 * limit that begins anew after a crash of the database harms nobody.
 */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull().default(0),
  expire: bigint("expire", { mode: "number" }),
});
