"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Credits } from "#lib/contract/credits.ts";
import { useBuyCredits } from "../credits/buy/buy-context.tsx";
import { alertsQuery, balanceQuery } from "../credits/queries.ts";
import { dayOf } from "../credits/words.ts";
import { formatNumber } from "../playground/format.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { DismissButton } from "../ui/dismiss-button.tsx";
import { dismissAlert } from "./dismissed-alert.ts";

/** What the banner is about: another alert, or another threshold, shows it again. */
function useAlertId(credits: Credits | undefined): string | null {
  const isLow = credits?.is_low === true;
  const { data: alerts } = useQuery({ ...alertsQuery, enabled: isLow });
  if (!isLow) return null;
  // While the alerts are not known, nothing is said twice.
  return alerts ? (alerts[0]?.id ?? `below_${credits.low_balance}`) : null;
}

/** Says that credits run low, until it is told not to, or that none are left. */
export function CreditBanner({ dismissed }: { dismissed: string | null }) {
  const { data: credits } = useQuery(balanceQuery);
  const [dismissedId, setDismissedId] = useState(dismissed);
  const alertId = useAlertId(credits);
  const isZero = credits?.total === 0;
  const isLow = alertId !== null && alertId !== dismissedId;
  const dismiss = () => {
    if (alertId === null) return;
    dismissAlert(alertId);
    setDismissedId(alertId);
  };
  return (
    <div role="status">
      {credits && isZero && (
        <Bar tone="zero">
          <ZeroWords credits={credits} />
        </Bar>
      )}
      {credits && !isZero && isLow && (
        <Bar tone="low" onDismiss={dismiss}>
          <LowWords credits={credits} />
        </Bar>
      )}
    </div>
  );
}

function ZeroWords({ credits: { held, livemode, plan } }: { credits: Credits }) {
  return (
    <>
      <strong className="font-semibold text-fg">
        {livemode ? "No credits left." : "No test credits left."}
      </strong>{" "}
      {held > 0
        ? `Running work holds ${formatNumber(held)}; what fails gives its part back.`
        : "New generations are refused until there are some."}
      <Renewal plan={plan} />
    </>
  );
}

function LowWords({ credits: { total, low_balance, plan } }: { credits: Credits }) {
  return (
    <>
      <strong className="font-semibold text-fg">{formatNumber(total)} credits left,</strong> fewer
      than the {formatNumber(low_balance ?? 0)} at which you wanted to know.
      <Renewal plan={plan} />
    </>
  );
}

function Renewal({ plan }: { plan: Credits["plan"] }) {
  if (!plan?.renews_at || plan.monthly_credits === 0) return null;
  return (
    <span className="max-md:hidden">
      {" "}
      {formatNumber(plan.monthly_credits)} more come on{" "}
      {dayOf(plan.renews_at, Date.parse(plan.renews_at))}.
    </span>
  );
}

const TONES = {
  zero: "border-gateway/40 bg-gateway-soft [&>svg]:text-gateway",
  low: "border-accent-mark/40 bg-accent-soft [&>svg]:text-accent",
} as const;

type BarProps = { tone: keyof typeof TONES; children: ReactNode; onDismiss?: () => void };

function Bar({ tone, children, onDismiss }: BarProps) {
  const buyCredits = useBuyCredits();
  const Icon = tone === "zero" ? CircleAlert : TriangleAlert;
  return (
    <div
      className={cn(
        "flex items-center gap-3 border-b px-4 py-2 text-muted text-sm sm:px-6",
        TONES[tone],
      )}
    >
      <Icon aria-hidden className="size-4.5 shrink-0" />
      <p className="min-w-0 flex-1 text-pretty">{children}</p>
      <Button size="sm" onClick={() => buyCredits()}>
        Buy credits
      </Button>
      {onDismiss && (
        <DismissButton label="Dismiss this warning" onDismiss={onDismiss} className="-mr-2" />
      )}
    </div>
  );
}
