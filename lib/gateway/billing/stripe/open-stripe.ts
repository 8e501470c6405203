import type { Log } from "../../log.ts";
import type { LiveProvider } from "../provider.ts";
import { buyAtStripe } from "./buy.ts";
import { createStripeClient } from "./client.ts";
import { receiveFromStripe } from "./receive.ts";
import { isLiveKey, type StripeSettings } from "./settings.ts";

/** Stripe as the provider of live mode. A test key is for trying: its cards are not charged. */
export function openStripe(settings: StripeSettings, log: Log): LiveProvider {
  const stripe = createStripeClient(settings);
  if (!isLiveKey(settings)) log.warn("Stripe has a test key: live credits are sold for nothing");
  return {
    name: "stripe",
    buy: (ctx, order) => buyAtStripe(stripe, ctx, order),
    receive: (gateway, signed) => receiveFromStripe(settings, gateway, signed),
  };
}
