"use client";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import type { Generation } from "#lib/contract/generation.ts";
import { isTerminal } from "#lib/contract/generation-status.ts";
import { promptOf } from "../../generations/words.ts";
import { Card } from "../../ui/card.tsx";
import { cn } from "../../ui/cn.ts";
import { MEDIA_TITLES } from "../models/search-models.ts";
import { usePlaygroundActions } from "../playground-actions.ts";
import { RunAge } from "./run-age.tsx";
import { RunCanceled } from "./run-canceled.tsx";
import { RunDone } from "./run-done.tsx";
import { RunSkeleton } from "./run-skeleton.tsx";
import { RunWaiting } from "./run-waiting.tsx";
import { statusSentence } from "./status-sentence.ts";
import { useCancelRun } from "./use-cancel-run.ts";
import { type Run, type Transport, useRun } from "./use-run.ts";

export const loadRunFailed = () => import("./run-failed.tsx");
const RunFailed = lazy(async () => ({ default: (await loadRunFailed()).RunFailed }));
const RunMissing = lazy(async () => ({ default: (await import("./run-missing.tsx")).RunMissing }));

export type RunCardProps = {
  id: string;
  transport: Transport;
  /** It was started here just now, or asked for by the address. */
  isFocused: boolean;
};

/** One generation from queue to end; it lives by its id alone. */
export function RunCard({ id, transport, isFocused }: RunCardProps) {
  const run = useRun(id, transport);
  const cancel = useCancelRun(id);
  const { generation } = run;
  if (!generation) {
    if (!run.error) return <RunSkeleton />;
    return (
      <Suspense fallback={<RunSkeleton />}>
        <RunMissing error={run.error} id={id} />
      </Suspense>
    );
  }
  const isCanceled = cancel.isRequested && !isTerminal(generation.status);
  const shown: Generation = isCanceled ? { ...generation, status: "CANCELED" } : generation;
  return (
    <RunFrame generation={shown} isFocused={isFocused} isFollowed={isFocused || run.endedHere}>
      <RunBody generation={shown} run={run} cancel={cancel} />
    </RunFrame>
  );
}

type RunBodyProps = { generation: Generation; run: Run; cancel: ReturnType<typeof useCancelRun> };

function RunBody({ generation, run, cancel }: RunBodyProps) {
  switch (generation.status) {
    case "IN_QUEUE":
    case "IN_PROGRESS":
      return <RunWaiting generation={generation} run={run} cancel={cancel} />;
    case "COMPLETED":
      return <RunDone generation={generation} frames={run.frames} isNew={run.endedHere} />;
    case "FAILED":
      return (
        <Suspense fallback={<div className="h-40" />}>
          <RunFailed generation={generation} frames={run.frames} isNew={run.endedHere} />
        </Suspense>
      );
    case "CANCELED":
      return <RunCanceled generation={generation} />;
  }
}

type RunFrameProps = {
  generation: Generation;
  isFocused: boolean;
  isFollowed: boolean;
  children: ReactNode;
};

function RunFrame({ generation, isFocused, isFollowed, children }: RunFrameProps) {
  const ref = useRef<HTMLElement>(null);
  const { modelOf } = usePlaygroundActions();
  const modelTitle = modelOf(generation.model)?.title ?? generation.model;
  const title = promptOf(generation, modelTitle);
  useEffect(() => {
    if (!isFocused || !ref.current) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    ref.current.scrollIntoView({ block: "nearest", behavior: isCalm ? "auto" : "smooth" });
  }, [isFocused]);
  return (
    <article
      ref={ref}
      id={`run-${generation.id}`}
      tabIndex={-1}
      aria-label={`${MEDIA_TITLES[generation.media]}: ${title}`}
      className="scroll-mt-18 scroll-mb-5 animate-appear max-md:scroll-mb-20 rounded-lg outline-offset-4"
    >
      <Card className={cn("overflow-hidden", isFocused && "border-line-strong")}>
        <header className="flex min-h-11 items-center gap-3 px-4.5 py-2.5">
          <h2 className="min-w-0 flex-1 truncate font-medium" title={title}>
            {title}
          </h2>
          <p className="flex shrink-0 items-center gap-2 text-faint text-xs">
            <span className="max-sm:hidden">{modelTitle}</span>
            <RunAge createdAt={generation.created_at} />
          </p>
        </header>
        {children}
        <p role="status" className="sr-only">
          {isFollowed && statusSentence(generation)}
        </p>
      </Card>
    </article>
  );
}
