"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, RotateCcw, ShieldCheck } from "lucide-react";
import { browserClient } from "#lib/client/browser.ts";
import type { CreditAudit } from "#lib/contract/credits.ts";
import { unwrap } from "../../generations/queries.ts";
import { useNear } from "../../generations/use-near.ts";
import { Button } from "../../ui/button.tsx";
import { Mono } from "../../ui/mono.tsx";
import { LocalTime } from "../local-time.tsx";
import { NotLoaded } from "../not-loaded.tsx";
import { RowsSkeleton } from "../table-parts.tsx";
import { TitledSection } from "../titled-section.tsx";
import { brokenWords, invariantWords, verdict } from "./words.ts";

/** Not below `credits`: reading the whole ledger is for who asks, not for every new balance. */
const audit = {
  queryKey: ["credit-audit"],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    unwrap(await browserClient.creditAudit({ signal })),
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  retry: false,
};

/** The ledger checked against itself, when it comes into sight and when asked for. */
export function AuditSection() {
  const { ref, isNear } = useNear<HTMLDivElement>();
  const { data, error, isFetching, refetch } = useQuery({ ...audit, enabled: isNear });
  const check = () => void refetch();
  return (
    <div ref={ref}>
      <TitledSection
        title="Audit"
        lead={
          <>
            Every entry is read again and added up: what must hold for each credit, and how many
            rows break it. The same check runs as <Mono>npm run audit</Mono>.
          </>
        }
        actions={
          data && (
            <Button isBusy={isFetching} icon={<RotateCcw aria-hidden />} onClick={check}>
              {isFetching ? "Checking" : "Check again"}
            </Button>
          )
        }
      >
        {error ? (
          <NotLoaded
            title="The ledger could not be checked"
            error={error}
            isBusy={isFetching}
            onRetry={check}
          />
        ) : data ? (
          <Findings audit={data} />
        ) : (
          <RowsSkeleton label="Checking the ledger" count={8} />
        )}
      </TitledSection>
    </div>
  );
}

function Findings({ audit: { ok, findings, checked_at: checkedAt } }: { audit: CreditAudit }) {
  const Icon = ok ? ShieldCheck : CircleAlert;
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface shadow-card">
      <div
        className={`flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4.5 py-3 ${ok ? "" : "bg-gateway-soft"}`}
      >
        <p role="status" className="flex items-center gap-2.5 font-medium">
          <Icon aria-hidden className={`size-5 ${ok ? "text-ok" : "text-gateway"}`} />
          {verdict(findings)}
        </p>
        <p className="text-faint text-xs sm:ml-auto">
          Checked <LocalTime iso={checkedAt} className="tabular-nums" />
        </p>
      </div>
      <ul className="divide-y divide-line">
        {findings.map((finding) => (
          <FindingLine key={finding.invariant} {...finding} />
        ))}
      </ul>
      {!ok && (
        <p className="border-line border-t px-4.5 py-3 text-muted text-sm">
          This is a fault of Rushes, never of a caller. Tell whoever runs this server; nothing that
          the ledger has written is lost.
        </p>
      )}
    </div>
  );
}

function FindingLine({ invariant, broken }: CreditAudit["findings"][number]) {
  const isOk = broken === 0;
  const Icon = isOk ? CircleCheck : CircleAlert;
  return (
    <li className="flex items-start gap-2.5 px-4.5 py-2.5 text-sm">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${isOk ? "text-ok" : "text-gateway"}`} />
      <span className="min-w-0 flex-1 text-pretty">{invariantWords(invariant)}</span>
      <span
        className={`shrink-0 font-mono text-code tabular-nums ${isOk ? "text-faint" : "font-medium text-gateway"}`}
      >
        {brokenWords(broken)}
      </span>
    </li>
  );
}
