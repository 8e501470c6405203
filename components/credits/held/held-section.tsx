"use client";
import { useQuery } from "@tanstack/react-query";
import { AudioLines, Film, Image as Picture } from "lucide-react";
import Link from "next/link";
import type { CreditHolds } from "#lib/contract/credits.ts";
import type { Media } from "#lib/contract/media.ts";
import { routes } from "#lib/routes.ts";
import { STATUS_WORDS } from "../../generations/status-badge.tsx";
import { timeAgo } from "../../generations/words.ts";
import { formatCredits, formatNumber } from "../../playground/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { holdsQuery } from "../queries.ts";
import { Section, SectionEmpty, SectionError } from "../section.tsx";

const SHOWN_MAX = 6;
const MEDIA_ICONS = { image: Picture, video: Film, tts: AudioLines } as const satisfies Record<
  Media,
  unknown
>;

export type HeldSectionProps = { modelTitles: Readonly<Record<string, string>>; nowMs: number };

/** Which running work holds credits right now. */
export function HeldSection({ modelTitles, nowMs }: HeldSectionProps) {
  const { data: holds, error, refetch } = useQuery(holdsQuery);
  return (
    <Section
      title="Held now"
      description={
        holds && holds.count > 0
          ? `${formatCredits(holds.total)} by ${holds.count === 1 ? "one generation" : `${formatNumber(holds.count)} generations`}`
          : "Charged on completion, given back on failure"
      }
      bodyClassName="grid px-4.5 pt-3.5 pb-4.5"
    >
      {!holds && !error && <Skeleton className="h-40" />}
      {!holds && error && <SectionError error={error} onRetry={() => void refetch()} />}
      {holds?.count === 0 && <SectionEmpty>Nothing is running, so nothing is held.</SectionEmpty>}
      {holds && holds.count > 0 && <Holds holds={holds} modelTitles={modelTitles} nowMs={nowMs} />}
    </Section>
  );
}

function Holds({ holds, modelTitles, nowMs }: HeldSectionProps & { holds: CreditHolds }) {
  const shown = holds.items.slice(0, SHOWN_MAX);
  const hidden = holds.count - shown.length;
  return (
    <div className="content-start">
      <ul aria-label="Held credits" className="-my-1 grid">
        {shown.map((item) => (
          <HeldItem
            key={item.generation_id}
            item={item}
            title={modelTitles[item.model] ?? item.model}
            nowMs={nowMs}
          />
        ))}
      </ul>
      {hidden > 0 && (
        <Link
          href={routes.generations()}
          className="mt-2 inline-block text-muted text-sm underline decoration-line-strong underline-offset-3 hover:text-fg"
        >
          and {formatNumber(hidden)} more
        </Link>
      )}
    </div>
  );
}

type HeldItemProps = { item: CreditHolds["items"][number]; title: string; nowMs: number };

function HeldItem({ item, title, nowMs }: HeldItemProps) {
  const Icon = MEDIA_ICONS[item.media];
  const isRunning = item.status === "IN_PROGRESS";
  return (
    <li className="relative -mx-2 grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 rounded-md px-2 py-2 transition-colors duration-fast hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-ring">
      <Icon aria-hidden className="size-4.5 text-faint" strokeWidth={1.75} />
      <div className="grid min-w-0 gap-1.5">
        <div className="flex items-baseline gap-2">
          <Link
            href={routes.generation(item.generation_id)}
            prefetch={false}
            className="truncate text-sm outline-none before:absolute before:inset-0"
          >
            {title}
          </Link>
          <span suppressHydrationWarning className="shrink-0 text-faint text-xs">
            {isRunning ? `${Math.round(item.progress * 100)} %` : STATUS_WORDS[item.status]} ·{" "}
            {timeAgo(item.created_at, nowMs)}
          </span>
        </div>
        <Progress
          value={isRunning ? item.progress : 0}
          aria-label={`Progress of ${title}, ${item.generation_id.slice(-6)}`}
        />
      </div>
      <span className="font-mono text-code tabular-nums">{formatNumber(item.amount)}</span>
    </li>
  );
}
