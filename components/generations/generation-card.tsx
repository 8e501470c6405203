"use client";
import Link from "next/link";
import { useRef } from "react";
import type { Generation } from "#lib/contract/generation.ts";
import { isTerminal } from "#lib/contract/generation-status.ts";
import { routes } from "#lib/routes.ts";
import { Preview } from "./preview.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { promptOf, timeAgo } from "./words.ts";

/** A film plays while it is looked at; not for who asked for less motion. */
function usePlayOnHover() {
  const videoRef = useRef<HTMLVideoElement>(null);
  const play = () => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    videoRef.current?.play().catch(() => undefined);
  };
  const stop = () => {
    const video = videoRef.current;
    if (!video) return;
    video.pause();
    video.currentTime = 0;
  };
  return {
    videoRef,
    handlers: { onPointerEnter: play, onPointerLeave: stop, onFocus: play, onBlur: stop },
  };
}

function creditWords({ status, usage, billing }: Generation): string {
  const isUnpaid = isTerminal(status) && status !== "COMPLETED" && billing.captured === 0;
  if (isUnpaid) return "Not charged";
  return `${usage.total.toLocaleString("en")} ${usage.total === 1 ? "credit" : "credits"}`;
}

export type GenerationCardProps = { generation: Generation; modelTitle: string; nowMs: number };

/** One generation; all of it leads to the playground, which attaches to it. */
export function GenerationCard({ generation, modelTitle, nowMs }: GenerationCardProps) {
  const { videoRef, handlers } = usePlayOnHover();
  const { id, created_at } = generation;
  return (
    <article className="group relative flex h-full animate-appear flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-card transition-[border-color,box-shadow] duration-base hover:border-line-strong hover:shadow-lift has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2">
      <div className="relative grid aspect-16/10 shrink-0 place-items-center overflow-hidden border-line border-b bg-well">
        <Preview generation={generation} videoRef={videoRef} />
      </div>
      <div className="flex flex-1 flex-col gap-2 p-3.5">
        <Link
          href={routes.generation(id)}
          prefetch={false}
          {...handlers}
          className="line-clamp-2 min-h-[3em] break-words outline-none before:absolute before:inset-0 before:z-1"
        >
          {promptOf(generation)}
        </Link>
        <div className="mt-auto flex items-center gap-2 pt-0.5">
          <StatusBadge generation={generation} />
          <span className="ml-auto font-mono text-muted text-xs tabular-nums">
            {creditWords(generation)}
          </span>
        </div>
        <div className="flex items-baseline gap-2 text-faint text-xs">
          <span className="truncate">{modelTitle}</span>
          <time
            dateTime={created_at}
            title={created_at}
            suppressHydrationWarning
            className="ml-auto shrink-0"
          >
            {timeAgo(created_at, nowMs)}
          </time>
        </div>
      </div>
    </article>
  );
}
