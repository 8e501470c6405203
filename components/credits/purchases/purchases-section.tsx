"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Payment } from "#lib/contract/credits.ts";
import { formatNumber } from "../../playground/format.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Mono } from "../../ui/mono.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useBuyCredits } from "../buy/buy-context.tsx";
import { LocalTime } from "../local-time.tsx";
import { paymentsQuery } from "../queries.ts";
import { Section, SectionEmpty, SectionError } from "../section.tsx";
import { shortId } from "../short-id.ts";
import { formatPrice } from "../words.ts";
import { refundWords, STATUS_WORDS } from "./status-words.ts";

const SHOWN_FIRST = 5;

/** What was bought, and what became of it. */
export function PurchasesSection() {
  return (
    <Section title="Purchases" description="Bought credits live for 12 months.">
      <Purchases />
    </Section>
  );
}

function Purchases() {
  const buyCredits = useBuyCredits();
  const { data: payments, error, refetch } = useQuery(paymentsQuery);
  const [isAllShown, setIsAllShown] = useState(false);
  if (error && !payments) return <SectionError error={error} onRetry={() => void refetch()} />;
  if (!payments) return <Skeleton className="h-36" />;
  if (payments.length === 0) {
    return (
      <SectionEmpty>
        <span>
          Nothing was bought yet.{" "}
          <Button size="sm" className="ml-1.5" onClick={() => buyCredits()}>
            Buy credits
          </Button>
        </span>
      </SectionEmpty>
    );
  }
  const shown = isAllShown ? payments : payments.slice(0, SHOWN_FIRST);
  return (
    <>
      <ul aria-label="Purchases" className="-mt-1 divide-y divide-line text-sm">
        {shown.map((payment) => (
          <Purchase key={payment.id} payment={payment} />
        ))}
      </ul>
      {shown.length < payments.length && (
        <Button variant="quiet" size="sm" className="-ml-2.5" onClick={() => setIsAllShown(true)}>
          Show all {payments.length}
        </Button>
      )}
    </>
  );
}

function Purchase({ payment }: { payment: Payment }) {
  const { id, credits, price_cents, provider, status, created_at } = payment;
  const { word, tone } = STATUS_WORDS[status];
  const refund = refundWords(payment);
  return (
    <li className="grid gap-1 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-mono font-semibold tabular-nums">{formatNumber(credits)}</span>
        <span className="text-muted">
          {provider === "test" ? "test credits, nothing charged" : formatPrice(price_cents)}
        </span>
        {provider === "test" && status === "paid" ? (
          <Badge className="ml-auto">Test</Badge>
        ) : (
          <Badge tone={tone} className="ml-auto">
            {word}
          </Badge>
        )}
      </div>
      {refund && <p className="text-muted">{refund}</p>}
      <div className="flex flex-wrap items-center gap-x-3 text-faint text-xs">
        <Mono copyable={id} what="payment id">
          {shortId(id)}
        </Mono>
        <LocalTime iso={created_at} className="ml-auto font-mono" />
      </div>
    </li>
  );
}
