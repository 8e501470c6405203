"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { Credits } from "#lib/contract/credits.ts";
import { formatCredits, formatNumber } from "../../playground/format.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { usageQuery } from "../queries.ts";
import { Section, SectionEmpty, SectionError } from "../section.tsx";
import { dayOf } from "../words.ts";
import { paceOf, readBurn } from "./burn.ts";
import { type DrawnProjection, drawnProjection, lostEvents } from "./drawn-projection.ts";
import { type Projection, projectBalance } from "./projection.ts";

const ProjectionChart = dynamic(
  async () => (await import("./projection-chart.tsx")).ProjectionChart,
  { ssr: false, loading: () => <Skeleton className="h-full" /> },
);

/** How long the credits last when they go on like in the last week, and how that looks. */
export function PaceCard({ credits, nowMs }: { credits: Credits; nowMs: number }) {
  const { data: usage, error, refetch } = useQuery(usageQuery("media"));
  if (!usage) {
    return (
      <Frame>
        {error ? (
          <SectionError error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-48" />
        )}
      </Frame>
    );
  }
  const perDay = paceOf(readBurn(usage, nowMs));
  if (perDay === 0) return <NoPace credits={credits} />;
  return <Pace credits={credits} perDay={perDay} nowMs={nowMs} />;
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <Section
      title="At this pace it lasts"
      bodyClassName="grid content-start gap-3 px-4.5 pt-1 pb-4.5"
    >
      {children}
    </Section>
  );
}

function Headline({ children }: { children: ReactNode }) {
  return <p className="font-semibold text-3xl tabular-nums tracking-tight">{children}</p>;
}

function NoPace({ credits }: { credits: Credits }) {
  return (
    <Frame>
      <Headline>{credits.total === 0 ? "Nothing left" : "No pace yet"}</Headline>
      <SectionEmpty>
        Nothing was spent in the last 7 days. Once something is, this shows when the credits run
        out.
      </SectionEmpty>
    </Frame>
  );
}

function lastsWords(daysLeft: number | null, total: number): string {
  if (total === 0) return "Nothing left";
  if (daysLeft === null) return "More than a year";
  const days = Math.floor(daysLeft);
  if (days === 0) return "Less than a day";
  return days === 1 ? "1 day" : `${formatNumber(days)} days`;
}

function Pace(props: { credits: Credits; perDay: number; nowMs: number }) {
  const { credits, perDay, nowMs } = props;
  const projection = projectBalance({ ...credits, perDay, nowMs });
  const drawn = drawnProjection(projection);
  return (
    <Frame>
      <Headline>{lastsWords(projection.daysLeft, credits.total)}</Headline>
      <p className="text-pretty text-muted text-sm">
        {formatCredits(Math.max(1, Math.round(perDay)))} a day, the average of the last 7 days.{" "}
        <EndWords projection={projection} drawn={drawn} nowMs={nowMs} />
      </p>
      {credits.total > 0 && (
        <>
          <div role="img" aria-label="The balance to come, as a line" className="h-36">
            <ProjectionChart drawn={drawn} nowMs={nowMs} />
          </div>
          <ProjectionTable drawn={drawn} nowMs={nowMs} />
        </>
      )}
    </Frame>
  );
}

type EndWordsProps = { projection: Projection; drawn: DrawnProjection; nowMs: number };

/** What happens until the end of the line, in words. */
function EndWords({ projection, drawn, nowMs }: EndWordsProps) {
  const { daysLeft, points } = projection;
  const lost = lostEvents(projection, drawn.endMs);
  const renewal = drawn.events.find(({ kind }) => kind === "renewal");
  const lastMs = points.at(-1)?.atMs ?? nowMs;
  return (
    <>
      {lost.map(({ atMs, credits }) => (
        <span key={atMs}>
          {formatNumber(credits)} expire unused on {dayOf(atMs, nowMs)}.{" "}
        </span>
      ))}
      {renewal && (
        <span>
          {formatNumber(renewal.credits)} come anew on {dayOf(renewal.atMs, nowMs)}.{" "}
        </span>
      )}
      {daysLeft !== null && daysLeft > 0 && <span>Zero on {dayOf(lastMs, nowMs)}.</span>}
    </>
  );
}

/** The same line for who does not see it. */
function ProjectionTable({ drawn, nowMs }: { drawn: DrawnProjection; nowMs: number }) {
  return (
    <div className="sr-only">
      <table>
        <caption>The balance to come</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Balance</th>
          </tr>
        </thead>
        <tbody>
          {drawn.points.map(({ atMs, balance }) => (
            <tr key={`${atMs} ${balance}`}>
              <th scope="row">{dayOf(atMs, nowMs)}</th>
              <td>{formatNumber(balance)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
