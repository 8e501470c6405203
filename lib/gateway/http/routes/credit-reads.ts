import type { Hono } from "hono";
import type { z } from "zod";
import type {
  CreditAlerts,
  CreditAudit,
  CreditGrantPage,
  CreditHolds,
  ListedGrant,
} from "#lib/contract/credits.ts";
import { endpoints, type grantsQuery } from "#lib/contract/endpoints.ts";
import type { Gateway, RequestContext } from "../../context.ts";
import { listAlerts } from "../../credits/alerts.ts";
import type { AuditScope } from "../../credits/audit.ts";
import { type Auditor, createAuditor } from "../../credits/auditor.ts";
import { listGrants, type PastGrant } from "../../credits/grants.ts";
import { listOpenHolds } from "../../credits/holds.ts";
import { GatewayError } from "../../errors.ts";
import { requireAccess } from "../access.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { HttpEnv } from "../env.ts";
import { readQuery } from "../read-query.ts";

const AUDIT_TIMEOUT_MS = 30_000;
const GRANT_ID_PATTERN = /^grt_[0-9a-z]{26}$/;

function scopeOf({ actor }: RequestContext): AuditScope {
  return { workspaceId: actor.workspaceId, mode: actor.mode };
}

function presentGrant({ expiresAt, createdAt, ...grant }: PastGrant): ListedGrant {
  return {
    ...grant,
    expires_at: expiresAt?.toISOString() ?? null,
    created_at: createdAt.toISOString(),
  };
}

async function grantPage(
  ctx: RequestContext,
  { limit, cursor, state }: z.output<typeof grantsQuery>,
): Promise<CreditGrantPage> {
  const { gateway } = ctx;
  const found = await listGrants(gateway.db.pool, {
    ...scopeOf(ctx),
    before: cursor === undefined ? null : decodeCursor(cursor, GRANT_ID_PATTERN),
    state: state ?? null,
    at: gateway.now(),
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(presentGrant),
    next_cursor: found.length > page.length && last ? encodeCursor(last.id) : null,
  };
}

async function openHolds(ctx: RequestContext): Promise<CreditHolds> {
  const { items, ...all } = await listOpenHolds(ctx.gateway.db.pool, scopeOf(ctx));
  return {
    ...all,
    items: items.map(({ generationId, createdAt, ...hold }) => ({
      ...hold,
      generation_id: generationId,
      created_at: createdAt.toISOString(),
    })),
  };
}

async function lastAlerts(ctx: RequestContext): Promise<CreditAlerts> {
  const alerts = await listAlerts(ctx.gateway.db.pool, scopeOf(ctx));
  return {
    items: alerts.map(({ id, threshold, available, createdAt }) => ({
      id,
      type: "credits.low",
      threshold,
      balance: available,
      created_at: createdAt.toISOString(),
    })),
  };
}

async function auditOf(ctx: RequestContext, auditor: Auditor): Promise<CreditAudit> {
  const audit = await auditor(scopeOf(ctx));
  if (audit.outcome === "late") {
    throw new GatewayError("SERVICE_UNAVAILABLE", {
      message: `The ledger could not be checked within ${AUDIT_TIMEOUT_MS / 1_000} seconds. Whoever runs this server can check it with npm run audit.`,
      nextAction: "contact_operator",
    });
  }
  const { findings, at } = audit;
  return {
    checked_at: at.toISOString(),
    ok: findings.every(({ broken }) => broken === 0),
    findings,
  };
}

/** What the credit page shows besides balance and entries: grants, holds, alerts, and the audit. */
export function creditReadRoutes(app: Hono<HttpEnv>, gateway: Gateway): void {
  const canRead = requireAccess("credits:read");
  const { db, now } = gateway;
  const auditor = createAuditor(db.pool, { timeoutMs: AUDIT_TIMEOUT_MS, now });

  app.get("/api/v1/credits/grants", canRead, async (c) =>
    c.json(
      await grantPage(c.get("requestContext"), readQuery(c, endpoints.listCreditGrants.query)),
    ),
  );
  app.get("/api/v1/credits/holds", canRead, async (c) =>
    c.json(await openHolds(c.get("requestContext"))),
  );
  app.get("/api/v1/credits/alerts", canRead, async (c) =>
    c.json(await lastAlerts(c.get("requestContext"))),
  );
  app.get("/api/v1/credits/audit", canRead, async (c) =>
    c.json(await auditOf(c.get("requestContext"), auditor)),
  );
}
