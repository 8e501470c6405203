import { cn } from "../../ui/cn.ts";
import type { BalancePart } from "./balance-parts.ts";
import { PART_LOOKS } from "./part-looks.ts";

/** The parts of the balance side by side. For the eye only: the legend says the same in words. */
export function BalanceBar({ parts }: { parts: readonly BalancePart[] }) {
  return (
    <div aria-hidden className="flex h-5.5 gap-0.5">
      {parts.length === 0 && (
        <div className="mb-2 flex-1 rounded-sm border border-line-strong border-dashed" />
      )}
      {parts.map(({ kind, share, soonest }) => (
        <div
          key={kind}
          style={{ flexGrow: share, flexBasis: 0 }}
          className="flex min-w-1.5 flex-col gap-1 transition-[flex-grow] duration-slow ease-out first:[&>div:first-child]:rounded-l-sm last:[&>div:first-child]:rounded-r-sm"
        >
          <div className={cn("h-3.5", PART_LOOKS[kind].fill)} />
          {soonest > 0 && (
            <div
              style={{ width: `${soonest * 100}%` }}
              className="h-1.5 min-w-1.5 rounded-b-xs border-fg border-x border-b"
            />
          )}
        </div>
      ))}
    </div>
  );
}

/** Each part with its amount. */
export function BalanceLegend({ parts }: { parts: readonly BalancePart[] }) {
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
      {parts.map(({ kind, credits }) => (
        <div key={kind} className="flex items-center gap-2">
          <dt className="flex items-center gap-2 text-muted">
            <span aria-hidden className={cn("size-2.5 rounded-xs", PART_LOOKS[kind].fill)} />
            {PART_LOOKS[kind].title}
          </dt>
          <dd className="font-mono font-semibold text-code tabular-nums">
            {credits.toLocaleString("en-US")}
          </dd>
        </div>
      ))}
    </dl>
  );
}
