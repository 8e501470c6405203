import { Stripe } from "stripe";
import type { StripeSettings } from "./settings.ts";

const TIMEOUT_MS = 8_000;
/** Once more after a failure that may pass; the request carries its payment's id, so it is done once. */
const RETRIES = 1;
const ANSWER_MAX_BYTES = 1024 * 1024;

/** Fetch that follows nowhere and reads no more than Stripe would ever say. */
async function boundedFetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(input, { ...init, redirect: "error" });
  let sizeBytes = 0;
  const bounded = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        sizeBytes += chunk.byteLength;
        if (sizeBytes > ANSWER_MAX_BYTES) controller.error(new Error("the answer is too large"));
        else controller.enqueue(chunk);
      },
    }),
  );
  return new Response(bounded ?? null, response);
}

/** The library's client. Its requests end in time as a whole, also when an answer drips. */
export function createStripeClient({ secretKey, baseUrl, timeoutMs }: StripeSettings): Stripe {
  const url = baseUrl === null ? null : new URL(baseUrl);
  const isHttp = url?.protocol === "http:";
  return new Stripe(secretKey, {
    httpClient: Stripe.createFetchHttpClient(boundedFetch),
    timeout: timeoutMs ?? TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    appInfo: { name: "Rushes" },
    ...(url && {
      host: url.hostname,
      port: url.port || (isHttp ? "80" : "443"),
      protocol: isHttp ? "http" : "https",
    }),
  });
}
