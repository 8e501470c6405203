import assert from "node:assert/strict";
import { Stripe } from "stripe";
import { type CheckoutResult, checkoutResult, payments } from "#lib/contract/credits.ts";
import { PACKS, type Pack } from "#lib/contract/plans.ts";
import type { GatewayOptions } from "../../create-gateway.ts";
import { auditLedger } from "../../credits/audit.ts";
import { type Caller, openCaller, postJson } from "../../testing/callers.ts";
import { createTestDatabase } from "../../testing/database.ts";
import { openTestGateway } from "../../testing/gateway.ts";
import { createHeardLog } from "../../testing/heard-log.ts";
import { openStripeStub } from "./stripe-stub.ts";

export const SECRET_KEY = "sk_live_51TestOfRushes";
export const WEBHOOK_SECRET = "whsec_test_of_rushes";
const SCOPES = ["credits:read", "credits:write"];
const START = Date.parse("2026-11-24T12:00:00.000Z");

/** An event as it stands in the body of its delivery. */
export type ShopEvent = {
  id: string;
  object: "event";
  type: string;
  livemode: boolean;
  data: { object: Record<string, unknown> };
} & Record<string, unknown>;

/** What was bought, and what Stripe calls its money. */
export type Bought = { caller: Caller; id: string; pack: Pack; intentRef: string };

let events = 0;

/** An event of Stripe about an object. */
export function eventOf(
  type: string,
  object: Record<string, unknown>,
  rest: Partial<ShopEvent> = {},
): ShopEvent {
  const id = `evt_${++events}`;
  const api_version = "2026-10-28.endive";
  return { id, object: "event", api_version, type, livemode: true, data: { object }, ...rest };
}

/** The end of a checkout; paid as it was asked for unless `session` says otherwise. */
export function sessionEvent(
  { id, pack, intentRef }: Bought,
  type = "checkout.session.completed",
  session: Record<string, unknown> = {},
): ShopEvent {
  return eventOf(type, {
    id: `cs_of_${id}`,
    object: "checkout.session",
    client_reference_id: id,
    metadata: { rushes_payment_id: id },
    payment_status: "paid",
    payment_intent: intentRef,
    amount_total: pack.priceCents,
    currency: "usd",
    ...session,
  });
}

/** One refund. */
export function refundEvent(
  { intentRef }: Bought,
  refund: { id: string; amount: number; status?: string },
  type = "refund.created",
): ShopEvent {
  const common = { object: "refund", payment_intent: intentRef, currency: "usd" };
  return eventOf(type, { ...common, charge: `ch_${intentRef}`, status: "succeeded", ...refund });
}

/** How much was refunded in all. */
export function refundedEvent({ intentRef, pack }: Bought, amountRefunded: number): ShopEvent {
  return eventOf("charge.refunded", {
    id: `ch_${intentRef}`,
    object: "charge",
    payment_intent: intentRef,
    amount: pack.priceCents,
    amount_refunded: amountRefunded,
    currency: "usd",
    refunded: amountRefunded === pack.priceCents,
  });
}

/** A step of a dispute. */
export function disputeEvent(
  { intentRef, pack }: Bought,
  step: string,
  dispute: { id?: string; amount?: number; status?: string; currency?: string } = {},
): ShopEvent {
  return eventOf(`charge.dispute.${step}`, {
    id: `dp_${intentRef}`,
    object: "dispute",
    payment_intent: intentRef,
    charge: `ch_${intentRef}`,
    amount: pack.priceCents,
    currency: "usd",
    status: "needs_response",
    ...dispute,
  });
}

/** A gateway that sells by a stub of Stripe, and what a test does with it. */
export async function openShop(options: Partial<GatewayOptions> = {}) {
  const database = await createTestDatabase();
  const stub = await openStripeStub(database);
  const { log, complaints } = createHeardLog();
  let at = new Date(START);
  const stripe = {
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    baseUrl: stub.url,
    timeoutMs: 400,
  };
  const opened = await openTestGateway(
    {
      hasWorker: false,
      now: () => at,
      log,
      limits: { requestsPerMinute: 1_000_000 },
      stripe,
      ...options,
    },
    database,
  );
  const { pool } = opened.gateway.db;
  let callers = 0;

  /** Signs a body as Stripe does. */
  const sign = (payload: string, secret = WEBHOOK_SECRET, signedAt = at) =>
    Stripe.webhooks.generateTestHeaderString({
      payload,
      secret,
      timestamp: Math.floor(signedAt.getTime() / 1000),
    });

  async function post(payload: string, signature: string): Promise<Response> {
    const headers = { "content-type": "application/json", "stripe-signature": signature };
    return opened.app.request("/api/billing/stripe", { method: "POST", body: payload, headers });
  }

  const newBuyer = () =>
    openCaller(opened, {
      workspace: `shop-${++callers}`,
      mode: "live",
      scopes: SCOPES,
      credits: 0,
    });

  const checkout = (caller: Caller, pack: string, headers: Record<string, string> = {}) =>
    caller.request("/api/v1/credits/checkout", postJson({ pack }, headers));

  return {
    ...opened,
    pool,
    stub,
    complaints,
    sign,
    post,
    newBuyer,
    checkout,
    /** What the clock says from now on. */
    setTime: (time: Date) => {
      at = time;
    },
    now: () => at,
    /** Delivers an event, which has to be taken. */
    async deliver(event: ShopEvent): Promise<void> {
      const payload = JSON.stringify(event);
      const response = await post(payload, sign(payload));
      assert.equal(response.status, 200, await response.clone().text());
      assert.deepEqual(await response.json(), { received: true });
    },
    /** Opens a checkout for a new buyer, or this one; nothing is paid yet. */
    async order(packId: Pack["id"] = "pack_500", caller?: Caller): Promise<Bought> {
      const buyer = caller ?? (await newBuyer());
      const response = await checkout(buyer, packId);
      assert.equal(response.status, 200, await response.clone().text());
      const result: CheckoutResult = checkoutResult.parse(await response.json());
      const pack = PACKS.find(({ id }) => id === packId);
      assert.ok(result.outcome === "redirect" && pack);
      const { payment_id: id } = result;
      return { caller: buyer, id, pack, intentRef: `pi_of_${id}` };
    },
    /** The payments of a buyer, newest first. */
    async paymentsOf(caller: Caller) {
      const response = await caller.request("/api/v1/credits/payments");
      assert.equal(response.status, 200);
      return payments.parse(await response.json()).items;
    },
    /** What remains and what is held of the grants of a buyer. */
    async grantsOf({ workspaceId }: Caller) {
      const { rows } = await pool.query<{
        id: string;
        amount: number;
        remaining: number;
        held: number;
        expires_at: Date;
      }>(
        "select id, amount, remaining, held, expires_at from credit_grants where workspace_id = $1 order by id",
        [workspaceId],
      );
      return rows;
    },
    /** Fails unless the whole ledger is as it must be. */
    async assertClean(): Promise<void> {
      const findings = await auditLedger(pool);
      assert.deepEqual(
        findings.filter(({ broken }) => broken > 0),
        [],
      );
    },
  };
}
