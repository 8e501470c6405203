"use client";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import type { Credits } from "#lib/contract/credits.ts";
import { formatNumber } from "../../playground/format.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { useBuyCredits } from "../buy/buy-context.tsx";
import { Section } from "../section.tsx";
import { fromNow } from "../time-words.ts";
import { dayOf } from "../words.ts";
import { BalanceBar, BalanceLegend } from "./balance-bar.tsx";
import { balanceParts, type SoonestExpiry, soonestExpiry } from "./balance-parts.ts";

const SOON_MS = 14 * 86_400_000;

export type BalanceCardProps = {
  credits: Credits;
  /** There were credits once: they were spent or have expired. */
  hadCredits: boolean;
  nowMs: number;
};

/** What can be spent, of which kinds, and what ends first. */
export function BalanceCard({ credits, hadCredits, nowMs }: BalanceCardProps) {
  const buyCredits = useBuyCredits();
  const parts = balanceParts(credits);
  const soonest = soonestExpiry(credits.grants);
  return (
    <Section
      title="You can spend"
      trailing={
        <Button
          variant="primary"
          size="sm"
          icon={<Plus aria-hidden />}
          onClick={() => buyCredits()}
        >
          Buy credits
        </Button>
      }
      bodyClassName="flex flex-col gap-3.5 px-4.5 pt-1 pb-4.5"
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span
          className={cn(
            "font-semibold text-3xl tabular-nums tracking-tight",
            credits.total === 0 && "text-gateway",
          )}
        >
          {formatNumber(credits.total)}
        </span>
        <span className="text-muted">{credits.total === 1 ? "credit" : "credits"}</span>
      </p>
      <BalanceBar parts={parts} />
      {parts.length > 0 && <BalanceLegend parts={parts} />}
      <div className="mt-auto grid gap-1.5 pt-1">
        <ExpiryLine soonest={soonest} credits={credits} hadCredits={hadCredits} nowMs={nowMs} />
        <PlanLine plan={credits.plan} nowMs={nowMs} />
      </div>
    </Section>
  );
}

function Line({ isUrgent, children }: { isUrgent: boolean; children: ReactNode }) {
  return (
    <p
      className={cn(
        "border-l-2 pl-2.5 text-pretty text-muted text-sm [&_b]:font-semibold [&_b]:text-fg",
        isUrgent ? "border-accent-mark" : "border-line-strong",
      )}
    >
      {children}
    </p>
  );
}

type ExpiryLineProps = BalanceCardProps & { soonest: SoonestExpiry | null };

function ExpiryLine({ soonest, credits, hadCredits, nowMs }: ExpiryLineProps) {
  if (credits.total === 0) {
    return (
      <Line isUrgent>
        <b>Nothing is left.</b>{" "}
        {hadCredits
          ? "All credits were spent, are held, or have expired; the grants below say which."
          : "No credits have been granted yet."}
      </Line>
    );
  }
  if (!soonest) return <Line isUrgent={false}>Nothing of it expires.</Line>;
  return (
    <Line isUrgent={soonest.atMs - nowMs < SOON_MS}>
      <b>
        {formatNumber(soonest.credits)} expire{" "}
        {fromNow(new Date(soonest.atMs).toISOString(), nowMs)}
      </b>
      , on {dayOf(soonest.atMs, nowMs)}.{" "}
      {soonest.isNext ? "They are used first." : "Subscription credits are used before them."}
    </Line>
  );
}

function PlanLine({ plan, nowMs }: { plan: Credits["plan"]; nowMs: number }) {
  if (!plan)
    return <Line isUrgent={false}>No plan: credits come by buying or as a gift only.</Line>;
  const monthly = plan.monthly_credits;
  return (
    <Line isUrgent={false}>
      {plan.title} plan:{" "}
      {monthly > 0 ? `${formatNumber(monthly)} credits a month` : "no credits in this mode"}
      {monthly > 0 && plan.renews_at && `, anew on ${dayOf(plan.renews_at, nowMs)}`}.
    </Line>
  );
}
