import type { Hono } from "hono";
import { GatewayError, isGatewayError } from "../../errors.ts";
import type { HttpContext, HttpEnv } from "../env.ts";
import { readBytes } from "../read-json.ts";

/** Where Stripe sends its events; what it has not signed is refused, so nobody else has use of it. */
const STRIPE_EVENTS = "/api/billing/stripe";
const SIGNATURE = /^(?=.*\bt=\d)(?=.*\bv1=[0-9a-f]{64}\b)[\x21-\x7e ]{1,2000}$/;

/** Refusals are counted together, so that whoever guesses does not fill the log; Stripe's own are never among them. */
async function refuse(c: HttpContext, error: GatewayError): Promise<never> {
  const { isAllowed, resetMs } = await c.get("rateLimiter").take(`refused ${STRIPE_EVENTS}`);
  if (!isAllowed) {
    const message = "Too many events with a wrong signature.";
    throw new GatewayError("RATE_LIMITED", { message, retryAfterMs: Math.ceil(resetMs) });
  }
  const requestId = c.get("requestId");
  c.get("gateway").log.warn({ requestId, err: error.details.cause }, error.message);
  throw error;
}

async function receiveEvent(c: HttpContext): Promise<Response> {
  const gateway = c.get("gateway");
  if (!gateway.stripe) throw new GatewayError("NOT_FOUND");
  const signature = c.req.header("stripe-signature") ?? "";
  if (!SIGNATURE.test(signature)) {
    const message = "The signature of this event is missing or malformed.";
    return refuse(c, new GatewayError("VALIDATION_ERROR", { status: 400, message }));
  }
  const body = await readBytes(c.req.raw, "VALIDATION_ERROR");
  try {
    await gateway.stripe.receive(gateway, { body, signature });
  } catch (error) {
    if (isGatewayError(error) && error.code === "VALIDATION_ERROR") await refuse(c, error);
    throw error;
  }
  return c.json({ received: true });
}

/** What Stripe says of payments; there is nothing here while it has none to speak of. */
export function stripeEventRoutes(app: Hono<HttpEnv>): void {
  app.post(STRIPE_EVENTS, (c) => receiveEvent(c));
}
