import type { Payment } from "#lib/contract/credits.ts";
import type { Tone } from "../../ui/badge.tsx";
import { formatPrice } from "../words.ts";

export const STATUS_WORDS: Readonly<Record<Payment["status"], { word: string; tone: Tone }>> = {
  pending: { word: "Not paid yet", tone: "accent" },
  paid: { word: "Paid", tone: "ok" },
  refunded: { word: "Refunded", tone: "neutral" },
  partly_refunded: { word: "Partly refunded", tone: "neutral" },
  failed: { word: "Failed", tone: "gateway" },
  expired: { word: "Never paid", tone: "neutral" },
};

const many = (credits: number) => credits.toLocaleString("en-US");

/** What became of a payment that was given back, wholly or in part. */
export function refundTitle({ status, refunded_cents, price_cents }: Payment): string {
  if (status === "refunded") return "This payment was refunded";
  return `${formatPrice(refunded_cents)} of ${formatPrice(price_cents)} was refunded`;
}

/** What a refund did, or null where there was none. */
export function refundWords(payment: Payment): string | null {
  const { refunded_cents: cents, reclaimed, unreclaimed } = payment;
  if (cents === 0) return null;
  const rest = unreclaimed > 0 ? `; ${many(unreclaimed)} had been spent` : "";
  return `${formatPrice(cents)} went back, ${many(reclaimed)} credits were taken back${rest}.`;
}
