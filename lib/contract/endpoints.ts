import { z } from "zod";
import { catalogueEntry, cataloguePage } from "./catalogue-entry.ts";
import { type GeneralCode, SUB_CODE_NAMES, type SubCode } from "./codes.ts";
import { ENTRY_KINDS, GRANT_STATES } from "./credit-kinds.ts";
import {
  checkoutResult,
  creditAlerts,
  creditAudit,
  creditEntryPage,
  creditGrantPage,
  creditHolds,
  creditPacks,
  creditSettings,
  credits,
  creditUsage,
  keyLimit,
  keyLimitChange,
  keyLimits,
  payments,
  USAGE_BY,
} from "./credits.ts";
import { creditLimit } from "./errors.ts";
import { generation, generationPage, STATUSES } from "./generation.ts";
import { MEDIA } from "./media.ts";
import { PACK_IDS } from "./plans.ts";
import { session } from "./session.ts";
import { speechRequest, speechResult } from "./speech.ts";

/** What a key may do. */
export const SCOPES = [
  "generations:read",
  "generations:write",
  "catalogue:read",
  "credits:read",
  "credits:write",
] as const;
export type Scope = (typeof SCOPES)[number];

/** What a new key may do: a key that could buy, or lift its own cap, would have none. */
export const KEY_SCOPES: readonly Scope[] = SCOPES.filter((scope) => scope !== "credits:write");

/** An error that an endpoint can answer: a general code, or a sub-code in the family of its model. */
export type EndpointError = GeneralCode | SubCode;

/**
 * One row an endpoint: the routes, the client and OpenAPI are typed by it. `{model}` in a path
 * stands for provider and one to four more segments, `{id}` for one segment.
 */
export type Endpoint = {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly summary: string;
  readonly scope: Scope | null;
  readonly status: number;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** JSON answer; a stream's is the type of each frame. */
  readonly output: z.ZodType;
  readonly isStream?: true;
  /** JSON when absent. */
  readonly contentType?: "text/csv";
  readonly errors: readonly EndpointError[];
};

const ACCESS = [
  "UNAUTHORIZED",
  "FORBIDDEN",
  "RATE_LIMITED",
  "INTERNAL_ERROR",
  "SERVICE_UNAVAILABLE",
] as const;
const BODY = ["PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"] as const;

/** Any JSON object: the model's own schema checks it. */
const modelBody = z.record(z.string(), z.unknown());

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` });

export const LIST_LIMIT_MAX = 100;

const DAY_LENGTH = "2026-11-24".length;
const TIME_RULE = "must be an ISO 8601 time, or a day such as 2026-11-24, after the year 0";
const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: TIME_RULE })
  .refine((text) => new Date(text).getUTCFullYear() > 0, { error: TIME_RULE });

/** From a time on; a day counts from its begin, in UTC. */
const from = time.optional();
/** Up to a time, which still counts; of a day the whole, in UTC. */
const to = time
  .transform((text) => (text.length === DAY_LENGTH ? `${text}T23:59:59.999Z` : text))
  .optional();

const words = (maxLength: number) =>
  z.string().max(maxLength, { error: `must have at most ${maxLength} characters` });

const limit = z.coerce
  .number({ error: "must be a whole number" })
  .int({ error: "must be a whole number" })
  .min(1, { error: `must be between 1 and ${LIST_LIMIT_MAX}` })
  .max(LIST_LIMIT_MAX, { error: `must be between 1 and ${LIST_LIMIT_MAX}` })
  .default(20);

export const listQuery = z.strictObject({
  limit,
  cursor: words(200).optional(),
  status: oneOf(STATUSES).optional(),
  media: oneOf(MEDIA).optional(),
  model: words(200).optional(),
  code: words(100).optional(),
  /** Words of the prompt or text, letter for letter in any case, within its first 10,000 characters. */
  q: words(200).optional(),
  from,
  to,
});

const eventsQuery = z.strictObject({
  after: z.coerce
    .number({ error: "must be an event number" })
    .int({ error: "must be an event number" })
    .min(0, { error: "must be an event number" })
    .optional(),
});

/** What a body would cost now, and whether the workspace can pay it. */
export const quoteResult = z.object({
  credits: z.number().int(),
  breakdown: z.array(z.object({ label: z.string(), credits: z.number().int() })),
  /** What the workspace can spend now. */
  available: z.number().int(),
  /** Whether that is enough, and the key's monthly limit too. */
  affordable: z.boolean(),
  limit: creditLimit.optional(),
});
export type QuoteResult = z.infer<typeof quoteResult>;

export const entriesQuery = z.strictObject({
  limit,
  cursor: words(200).optional(),
  kind: oneOf(ENTRY_KINDS).optional(),
  generation: words(100).optional(),
  grant: words(100).optional(),
  from,
  to,
});

/** The same entries as a file, so without pages. */
const entriesFileQuery = entriesQuery.omit({ limit: true, cursor: true });

export const usageQuery = z.strictObject({
  by: oneOf(USAGE_BY).default("day"),
  /** Divides each group once more. */
  split: oneOf(["media", "model"]).optional(),
  from,
  to,
});

const checkoutRequest = z.strictObject({ pack: oneOf(PACK_IDS) });

export const grantsQuery = z.strictObject({
  limit,
  cursor: words(200).optional(),
  state: oneOf(GRANT_STATES).optional(),
});

const openDocument = z.record(z.string(), z.unknown());

const check = z.object({ ok: z.boolean(), detail: z.string().optional() });

export const endpoints = {
  createGeneration: {
    method: "POST",
    path: "/api/v1/generation/{model}",
    summary: "Start a generation",
    scope: "generations:write",
    status: 202,
    body: modelBody,
    output: generation,
    errors: [...ACCESS, ...BODY, "IDEMPOTENCY_CONFLICT", ...SUB_CODE_NAMES],
  },
  createGenerationStream: {
    method: "POST",
    path: "/api/v1/generation/sse/{model}",
    summary: "Start a generation and follow it to its end",
    scope: "generations:write",
    status: 200,
    body: modelBody,
    output: generation,
    isStream: true,
    errors: [...ACCESS, ...BODY, "IDEMPOTENCY_CONFLICT", ...SUB_CODE_NAMES],
  },
  getGeneration: {
    method: "GET",
    path: "/api/v1/generation/{id}",
    summary: "Read a generation",
    scope: "generations:read",
    status: 200,
    output: generation,
    errors: [...ACCESS, "NOT_FOUND"],
  },
  streamGeneration: {
    method: "GET",
    path: "/api/v1/generation/{id}/events",
    summary: "Follow a running generation, or replay a finished one",
    scope: "generations:read",
    status: 200,
    query: eventsQuery,
    output: generation,
    isStream: true,
    errors: [...ACCESS, "NOT_FOUND", "VALIDATION_ERROR"],
  },
  cancelGeneration: {
    method: "POST",
    path: "/api/v1/generation/{id}/cancel",
    summary: "Cancel a generation that has not ended",
    scope: "generations:write",
    status: 200,
    output: generation,
    errors: [...ACCESS, "NOT_FOUND", "IDEMPOTENCY_CONFLICT"],
  },
  deleteGeneration: {
    method: "DELETE",
    path: "/api/v1/generation/{id}",
    summary: "Remove a generation's media and prompt",
    scope: "generations:write",
    status: 200,
    output: z.object({ id: z.string(), deleted: z.literal(true) }),
    errors: [...ACCESS, "NOT_FOUND", "IDEMPOTENCY_CONFLICT"],
  },
  quoteGeneration: {
    method: "POST",
    path: "/api/v1/quote/{model}",
    summary: "What a generation would cost",
    scope: "generations:read",
    status: 200,
    body: modelBody,
    output: quoteResult,
    errors: [...ACCESS, ...BODY, "UNSUPPORTED_MODEL", "INVALID_INPUT"],
  },
  listGenerations: {
    method: "GET",
    path: "/api/v1/generations",
    summary: "List generations, newest first",
    scope: "generations:read",
    status: 200,
    query: listQuery,
    output: generationPage,
    errors: [...ACCESS, "VALIDATION_ERROR"],
  },
  getCredits: {
    method: "GET",
    path: "/api/v1/credits",
    summary: "What can be spent, what is held, and when it ends",
    scope: "credits:read",
    status: 200,
    output: credits,
    errors: [...ACCESS],
  },
  listCreditEntries: {
    method: "GET",
    path: "/api/v1/credits/entries",
    summary: "The ledger, newest first",
    scope: "credits:read",
    status: 200,
    query: entriesQuery,
    output: creditEntryPage,
    errors: [...ACCESS, "VALIDATION_ERROR"],
  },
  exportCreditEntries: {
    method: "GET",
    path: "/api/v1/credits/entries.csv",
    summary: "The ledger as a file",
    scope: "credits:read",
    status: 200,
    query: entriesFileQuery,
    output: z.string(),
    contentType: "text/csv",
    errors: [...ACCESS, "VALIDATION_ERROR"],
  },
  getCreditUsage: {
    method: "GET",
    path: "/api/v1/credits/usage",
    summary: "Where the credits went",
    scope: "credits:read",
    status: 200,
    query: usageQuery,
    output: creditUsage,
    errors: [...ACCESS, "VALIDATION_ERROR"],
  },
  listCreditGrants: {
    method: "GET",
    path: "/api/v1/credits/grants",
    summary: "Grants with what remains of them, newest first",
    scope: "credits:read",
    status: 200,
    query: grantsQuery,
    output: creditGrantPage,
    errors: [...ACCESS, "VALIDATION_ERROR"],
  },
  listCreditHolds: {
    method: "GET",
    path: "/api/v1/credits/holds",
    summary: "What holds credits right now",
    scope: "credits:read",
    status: 200,
    output: creditHolds,
    errors: [...ACCESS],
  },
  listCreditAlerts: {
    method: "GET",
    path: "/api/v1/credits/alerts",
    summary: "The last low-balance alerts, newest first",
    scope: "credits:read",
    status: 200,
    output: creditAlerts,
    errors: [...ACCESS],
  },
  auditCredits: {
    method: "GET",
    path: "/api/v1/credits/audit",
    summary: "Checks the invariants of the ledger",
    scope: "credits:read",
    status: 200,
    output: creditAudit,
    errors: [...ACCESS],
  },
  changeCreditSettings: {
    method: "PATCH",
    path: "/api/v1/credits/settings",
    summary: "Change when the workspace is warned",
    scope: "credits:write",
    status: 200,
    body: creditSettings,
    output: creditSettings,
    errors: [...ACCESS, ...BODY, "VALIDATION_ERROR"],
  },
  listKeyLimits: {
    method: "GET",
    path: "/api/v1/credits/keys",
    summary: "Monthly caps of the keys, and what they used",
    scope: "credits:read",
    status: 200,
    output: keyLimits,
    errors: [...ACCESS],
  },
  changeKeyLimit: {
    method: "PATCH",
    path: "/api/v1/credits/keys/{id}",
    summary: "Change a key's monthly cap",
    scope: "credits:write",
    status: 200,
    body: keyLimitChange,
    output: keyLimit,
    errors: [...ACCESS, ...BODY, "VALIDATION_ERROR", "NOT_FOUND"],
  },
  listCreditPacks: {
    method: "GET",
    path: "/api/v1/credits/packs",
    summary: "What can be bought",
    scope: "credits:read",
    status: 200,
    output: creditPacks,
    errors: [...ACCESS],
  },
  listPayments: {
    method: "GET",
    path: "/api/v1/credits/payments",
    summary: "The last purchases, newest first",
    scope: "credits:read",
    status: 200,
    output: payments,
    errors: [...ACCESS],
  },
  buyCredits: {
    method: "POST",
    path: "/api/v1/credits/checkout",
    summary: "Buy a pack of credits",
    scope: "credits:write",
    status: 200,
    body: checkoutRequest,
    output: checkoutResult,
    errors: [...ACCESS, ...BODY, "VALIDATION_ERROR", "IDEMPOTENCY_CONFLICT"],
  },
  listModels: {
    method: "GET",
    path: "/api/v1/models",
    summary: "List the models",
    scope: "catalogue:read",
    status: 200,
    output: cataloguePage,
    errors: [...ACCESS],
  },
  getModel: {
    method: "GET",
    path: "/api/v1/models/{model}",
    summary: "Describe a model",
    scope: "catalogue:read",
    status: 200,
    output: catalogueEntry,
    errors: [...ACCESS, "NOT_FOUND"],
  },
  createSpeech: {
    method: "POST",
    path: "/api/ai/tts/generate",
    summary: "Speak a text and wait for it",
    scope: "generations:write",
    status: 200,
    body: speechRequest,
    output: speechResult,
    errors: [...ACCESS, ...BODY, "IDEMPOTENCY_CONFLICT", ...SUB_CODE_NAMES],
  },
  getSession: {
    method: "GET",
    path: "/api/v1/session",
    summary: "Whose key or session this is",
    scope: null,
    status: 200,
    output: session,
    errors: [...ACCESS],
  },
  closeSession: {
    method: "DELETE",
    path: "/api/v1/session",
    summary: "Sign out of the console",
    scope: null,
    status: 200,
    output: z.object({ ok: z.literal(true) }),
    errors: [...ACCESS],
  },
  getOpenApi: {
    method: "GET",
    path: "/api/v1/openapi.json",
    summary: "This API as OpenAPI 3.1",
    scope: null,
    status: 200,
    output: openDocument,
    errors: ["INTERNAL_ERROR"],
  },
  getDocs: {
    method: "GET",
    path: "/api/v1/docs.json",
    summary: "The models as navigation groups",
    scope: null,
    status: 200,
    output: openDocument,
    errors: ["INTERNAL_ERROR"],
  },
  getHealth: {
    method: "GET",
    path: "/api/health",
    summary: "Whether the process answers",
    scope: null,
    status: 200,
    output: z.object({ status: z.literal("ok"), version: z.string(), uptime_s: z.number() }),
    errors: [],
  },
  getReady: {
    method: "GET",
    path: "/api/ready",
    summary: "Whether database, worker and disk work; 503 when one does not",
    scope: null,
    status: 200,
    output: z.object({
      status: z.enum(["ready", "not_ready"]),
      checks: z.object({ database: check, worker: check, disk: check }),
    }),
    errors: ["SERVICE_UNAVAILABLE"],
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
export type EndpointOutput<Name extends EndpointName> = z.infer<(typeof endpoints)[Name]["output"]>;
export type ListQuery = z.input<typeof listQuery>;
export type EntriesQuery = z.input<typeof entriesQuery>;
export type GrantsQuery = z.input<typeof grantsQuery>;
export type UsageQuery = z.input<typeof usageQuery>;
