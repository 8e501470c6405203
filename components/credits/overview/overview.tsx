"use client";
import { useQuery } from "@tanstack/react-query";
import { useNow } from "../../generations/use-now.ts";
import { HeldSection } from "../held/held-section.tsx";
import { NotLoaded } from "../not-loaded.tsx";
import { balanceQuery } from "../queries.ts";
import { useCreditsFollowBalance } from "../use-balance.ts";
import { BalanceCard } from "./balance-card.tsx";
import { BurnCard } from "./burn-card.tsx";
import { OverviewSkeleton } from "./overview-skeleton.tsx";
import { PaceCard } from "./pace-card.tsx";

export type OverviewProps = {
  modelTitles: Readonly<Record<string, string>>;
  /** Something has moved in the ledger before. */
  hadCredits: boolean;
  startMs: number;
};

/** What is left, how long it lasts, where it goes and what holds some of it. */
export function Overview({ modelTitles, hadCredits, startMs }: OverviewProps) {
  useCreditsFollowBalance();
  const nowMs = useNow(startMs);
  const { data: credits, error, isFetching, refetch } = useQuery(balanceQuery);
  if (!credits) {
    if (!error) return <OverviewSkeleton />;
    return (
      <NotLoaded
        title="The balance could not be loaded"
        error={error}
        isBusy={isFetching}
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-6">
      <div className="grid lg:col-span-3">
        <BalanceCard credits={credits} hadCredits={hadCredits} nowMs={nowMs} />
      </div>
      <div className="grid lg:col-span-3">
        <PaceCard credits={credits} nowMs={nowMs} />
      </div>
      <div className="grid lg:col-span-4">
        <BurnCard modelTitles={modelTitles} nowMs={nowMs} />
      </div>
      <div className="grid lg:col-span-2">
        <HeldSection modelTitles={modelTitles} nowMs={nowMs} />
      </div>
    </div>
  );
}
