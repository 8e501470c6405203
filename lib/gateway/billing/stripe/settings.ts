export type StripeSettings = {
  /** `sk_…` or `rk_…`; with a test key purchases in live mode cost nothing real. */
  secretKey: string;
  /** `whsec_…`, of the endpoint that Stripe sends its events to. */
  webhookSecret: string;
  /** Origin of Stripe's API, when it is not Stripe's own. */
  baseUrl: string | null;
  /** How long one request may take, in milliseconds. */
  timeoutMs?: number;
};

/** Whether the key moves real money. */
export function isLiveKey({ secretKey }: Pick<StripeSettings, "secretKey">): boolean {
  return /^[sr]k_live_/.test(secretKey);
}
