"use client";
import { useQuery } from "@tanstack/react-query";
import { formatNumber } from "../../playground/format.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LocalTime } from "../local-time.tsx";
import { alertsQuery, balanceQuery } from "../queries.ts";
import { Section, SectionEmpty, SectionError } from "../section.tsx";
import type { ChangeThreshold } from "./change-threshold.ts";
import { ThresholdForm } from "./threshold-form.tsx";

const SHOWN_MAX = 5;

/** When one is warned that credits run low, and when one was. */
export function AlertSection({ changeThreshold }: { changeThreshold: ChangeThreshold }) {
  const { data: credits } = useQuery(balanceQuery);
  return (
    <Section
      title="Low balance"
      description="While fewer credits are left, a banner says so; once dismissed, it is back with the next fall listed here. Falls soon after one another may be listed as one."
      bodyClassName="grid content-start gap-4 px-4.5 pt-3.5 pb-4.5"
    >
      {credits ? (
        <ThresholdForm threshold={credits.low_balance} changeThreshold={changeThreshold} />
      ) : (
        <Skeleton className="h-28" />
      )}
      <LastAlerts />
    </Section>
  );
}

function LastAlerts() {
  const { data: alerts, error, refetch } = useQuery(alertsQuery);
  if (error && !alerts) return <SectionError error={error} onRetry={() => void refetch()} />;
  if (!alerts) return <Skeleton className="h-20" />;
  if (alerts.length === 0) {
    return (
      <SectionEmpty>
        No fall is listed so far. A threshold set above the balance warns without one.
      </SectionEmpty>
    );
  }
  return (
    <ul
      aria-label="Falls below the threshold"
      className="divide-y divide-line border-line border-t text-sm"
    >
      {alerts.slice(0, SHOWN_MAX).map(({ id, balance, threshold, created_at }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-3 py-2">
          <span className="text-muted">
            <span className="font-mono text-code text-fg tabular-nums">
              {formatNumber(balance)}
            </span>{" "}
            left, below{" "}
            <span className="font-mono text-code text-fg tabular-nums">
              {formatNumber(threshold)}
            </span>
          </span>
          <LocalTime iso={created_at} className="ml-auto font-mono text-muted text-xs" />
        </li>
      ))}
    </ul>
  );
}
