import { GatewayError } from "../../errors.ts";

/** Types of the library's errors after which the same request would fail again. */
const REFUSALS = new Set([
  "StripeAuthenticationError",
  "StripeCardError",
  "StripeInvalidRequestError",
  "StripePermissionError",
]);
const KEYS = /\b(?:[srp]k|whsec)_[\w*]+/g;

type Told = { type?: unknown; code?: unknown; statusCode?: unknown; requestId?: unknown };

/** An error as the log may show it: without keys, and without what the library hangs on it. */
function forLog(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  const { type, code, statusCode, requestId }: Told = Object(error);
  const facts = Object.entries({ type, code, statusCode, requestId })
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name} ${value}`);
  return new Error(`Stripe: ${message} (${facts.join(", ")})`.replaceAll(KEYS, "[masked]"));
}

export type StripeFailure = {
  /** Whether it is certain that nobody can pay for it. */
  isRefused: boolean;
  error: GatewayError;
};

/** What the caller hears of a failed request to Stripe: that nothing was charged, and who can help. */
export function mapStripeFailure(error: unknown): StripeFailure {
  const { type }: Told = Object(error);
  const cause = forLog(error);
  if (type === "StripeIdempotencyError") {
    const message =
      "This Idempotency-Key was first used from another address; use a new key to buy again.";
    return {
      isRefused: false,
      error: new GatewayError("IDEMPOTENCY_CONFLICT", { message, cause }),
    };
  }
  if (typeof type === "string" && REFUSALS.has(type)) {
    return {
      isRefused: true,
      error: new GatewayError("INTERNAL_ERROR", {
        message:
          "Payments do not work on this server as it is set up. Nothing was charged; whoever runs it finds the reason in its log.",
        cause,
      }),
    };
  }
  return {
    isRefused: false,
    error: new GatewayError("SERVICE_UNAVAILABLE", {
      message: "The payment page cannot be opened right now. Nothing was charged; try again.",
      fault: "provider",
      retryAfterMs: 5_000,
      cause,
    }),
  };
}
