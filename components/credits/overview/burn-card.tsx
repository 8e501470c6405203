"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartColumn, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { formatCredits, formatNumber } from "../../playground/format.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { usageQuery } from "../queries.ts";
import { Section, SectionEmpty, SectionError } from "../section.tsx";
import { type Burn, readBurn } from "./burn.ts";
import { BurnTable } from "./burn-table.tsx";
import { type SeriesLook, seriesLooks } from "./series-looks.ts";
import { splitParser } from "./split.ts";

const BurnChart = dynamic(async () => (await import("./burn-chart.tsx")).BurnChart, {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

const SPLITS = [
  { value: "media", label: "By medium" },
  { value: "model", label: "By model" },
] as const;

export type BurnCardProps = { modelTitles: Readonly<Record<string, string>>; nowMs: number };

/** What each of the last 30 days cost. */
export function BurnCard({ modelTitles, nowMs }: BurnCardProps) {
  const [split, setSplit] = useQueryState("split", splitParser);
  const [isTable, setIsTable] = useState(false);
  const { data, error, refetch } = useQuery({
    ...usageQuery(split),
    placeholderData: keepPreviousData,
  });
  const burn = data && readBurn(data, nowMs);
  return (
    <Section
      title="Spent by day"
      description={burn ? `${formatCredits(burn.total)} in the last 30 days` : "The last 30 days"}
      trailing={
        <>
          <Segmented
            aria-label="Divide the days"
            size="sm"
            options={SPLITS}
            value={split}
            onValueChange={(next) => void setSplit(next)}
          />
          <Button
            variant="quiet"
            size="sm"
            icon={isTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
            aria-pressed={isTable}
            aria-label="Show as a table"
            onClick={() => setIsTable(!isTable)}
          />
        </>
      }
    >
      {!burn && !error && <Skeleton className="h-68" />}
      {!burn && error && <SectionError error={error} onRetry={() => void refetch()} />}
      {burn && burn.total === 0 && <NothingSpent />}
      {burn && burn.total > 0 && (
        <BurnView
          burn={burn}
          looks={seriesLooks(burn.series, modelTitles)}
          isTable={isTable}
          nowMs={nowMs}
        />
      )}
    </Section>
  );
}

function NothingSpent() {
  return (
    <div className="grid h-68">
      <SectionEmpty>
        Nothing was spent in the last 30 days. What generations cost appears here, day by day.
      </SectionEmpty>
    </div>
  );
}

type BurnViewProps = { burn: Burn; looks: SeriesLook[]; isTable: boolean; nowMs: number };

/** The chart and the table say the same; who does not see the chart always has the table. */
function BurnView({ burn, looks, isTable, nowMs }: BurnViewProps) {
  return (
    <div className="grid h-68 grid-rows-[minmax(0,1fr)_auto] gap-2">
      {!isTable && (
        <>
          <div role="img" aria-label="Credits spent by day, as bars" className="min-w-0">
            <BurnChart days={burn.days} looks={looks} nowMs={nowMs} />
          </div>
          <ul aria-label="Colours" className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
            {looks.map(({ name, title, colour }) => (
              <li key={name} className="flex items-center gap-1.5">
                <span aria-hidden className="size-2.5 rounded-xs" style={{ background: colour }} />
                {title}
                <span className="font-mono text-fg tabular-nums">
                  {formatNumber(burn.days.reduce((sum, { parts }) => sum + (parts[name] ?? 0), 0))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={cn(isTable ? "row-span-2 min-h-0" : "sr-only")}>
        <BurnTable days={burn.days} looks={looks} isShown={isTable} nowMs={nowMs} />
      </div>
    </div>
  );
}
