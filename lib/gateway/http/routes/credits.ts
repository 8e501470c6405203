import type { Hono } from "hono";
import type { z } from "zod";
import {
  type CreditEntry,
  type Credits,
  type CreditUsage,
  creditEntry,
} from "#lib/contract/credits.ts";
import { endpoints, type entriesQuery, type usageQuery } from "#lib/contract/endpoints.ts";
import type { Actor } from "../../context.ts";
import { readSpendable } from "../../credits/balance.ts";
import { type EntryFilter, type ListedEntry, listEntries } from "../../credits/entries.ts";
import { entryId } from "../../credits/ledger.ts";
import { readTerms } from "../../credits/terms.ts";
import { readUsage } from "../../credits/usage.ts";
import { GatewayError } from "../../errors.ts";
import { requireAccess } from "../access.ts";
import { csvStream } from "../csv.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { HttpContext, HttpEnv } from "../env.ts";
import { readQuery } from "../read-query.ts";

const DAY_MS = 86_400_000;
const USAGE_DEFAULT_MS = 30 * DAY_MS;
const USAGE_MAX_MS = 366 * DAY_MS;
const CSV_PAGE = 1_000;
const COLUMNS = Object.keys(creditEntry.shape) as (keyof CreditEntry)[];

const CURSOR_PATTERN = /^\d{1,15}$/;

type Asked = Omit<z.output<typeof entriesQuery>, "limit">;

function filterOf({ workspaceId, mode }: Actor, asked: Asked, limit: number): EntryFilter {
  return {
    workspaceId,
    mode,
    limit,
    before: asked.cursor === undefined ? null : Number(decodeCursor(asked.cursor, CURSOR_PATTERN)),
    kind: asked.kind ?? null,
    generationId: asked.generation ?? null,
    grantId: asked.grant ?? null,
    from: asked.from === undefined ? null : new Date(asked.from),
    to: asked.to === undefined ? null : new Date(asked.to),
  };
}

function presentEntry(entry: ListedEntry): CreditEntry {
  return {
    id: entryId(entry.seq),
    kind: entry.kind,
    delta: entry.delta,
    held_delta: entry.heldDelta,
    balance_after: entry.balanceAfter,
    held_after: entry.heldAfter,
    grant_id: entry.grantId,
    grant_kind: entry.grantKind,
    generation_id: entry.generationId,
    model: entry.model,
    code: entry.code,
    note: entry.note,
    created_at: entry.createdAt.toISOString(),
  };
}

async function readCredits(c: HttpContext): Promise<Credits> {
  const { gateway, actor } = c.get("requestContext");
  const of = { workspaceId: actor.workspaceId, mode: actor.mode, at: gateway.now() };
  const [{ grants, ...balance }, terms] = await Promise.all([
    readSpendable(gateway.db.pool, of),
    readTerms(gateway.db.pool, of),
  ]);
  return {
    ...balance,
    livemode: actor.mode === "live",
    plan: terms.plan,
    low_balance: terms.lowBalance,
    is_low: terms.lowBalance !== null && balance.total < terms.lowBalance,
    grants: grants.map(({ expiresAt, ...grant }) => ({
      ...grant,
      expires_at: expiresAt?.toISOString() ?? null,
    })),
  };
}

/** Rows of the whole ledger, page by page behind the last one: what is new meanwhile is not in it. */
async function* entryRows(c: HttpContext, asked: Asked): AsyncGenerator<CreditEntry[]> {
  const { gateway, actor } = c.get("requestContext");
  const filter = filterOf(actor, asked, CSV_PAGE);
  for (;;) {
    const page = await listEntries(gateway.db.pool, filter);
    if (page.length > 0) yield page.map(presentEntry);
    const last = page.at(-1);
    if (page.length < CSV_PAGE || !last) return;
    filter.before = last.seq;
  }
}

function usageTimes(asked: z.output<typeof usageQuery>, now: Date): { from: Date; to: Date } {
  const to = asked.to === undefined ? now : new Date(asked.to);
  const from =
    asked.from === undefined ? new Date(to.getTime() - USAGE_DEFAULT_MS) : new Date(asked.from);
  const spanMs = to.getTime() - from.getTime();
  if (spanMs >= 0 && spanMs <= USAGE_MAX_MS) return { from, to };
  const message = spanMs < 0 ? "must not be behind to" : "must be at most 366 days before to";
  throw new GatewayError("VALIDATION_ERROR", {
    message: `from ${message}.`,
    issues: [{ path: ["from"], message }],
  });
}

async function usageOf(c: HttpContext): Promise<CreditUsage> {
  const { gateway, actor } = c.get("requestContext");
  const asked = readQuery(c, endpoints.getCreditUsage.query);
  const { from, to } = usageTimes(asked, gateway.now());
  const items = await readUsage(gateway.db.pool, {
    workspaceId: actor.workspaceId,
    mode: actor.mode,
    by: asked.by,
    split: asked.split ?? null,
    from,
    to,
  });
  return { by: asked.by, from: from.toISOString(), to: to.toISOString(), items };
}

/** Everything under `/api/v1/credits` that reads. */
export function creditRoutes(app: Hono<HttpEnv>): void {
  const canRead = requireAccess("credits:read");

  app.get("/api/v1/credits", canRead, async (c) => c.json(await readCredits(c)));
  app.get("/api/v1/credits/entries", canRead, async (c) => {
    const { gateway, actor } = c.get("requestContext");
    const { limit, ...asked } = readQuery(c, endpoints.listCreditEntries.query);
    const found = await listEntries(gateway.db.pool, filterOf(actor, asked, limit + 1));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return c.json({
      items: page.map(presentEntry),
      next_cursor: found.length > page.length && last ? encodeCursor(last.seq) : null,
    });
  });
  app.get("/api/v1/credits/entries.csv", canRead, async (c) => {
    const asked = readQuery(c, endpoints.exportCreditEntries.query);
    return csvStream(entryRows(c, asked), { columns: COLUMNS, fileName: "rushes-credits.csv" });
  });
  app.get("/api/v1/credits/usage", canRead, async (c) => c.json(await usageOf(c)));
}
