/** A key that no other purchase has. `crypto.randomUUID` is missing on plain http, this is not. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `buy_${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
