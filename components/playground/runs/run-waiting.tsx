"use client";
import { WifiOff, X } from "lucide-react";
import { resultCount } from "#lib/contract/amounts.ts";
import type { Generation } from "#lib/contract/generation.ts";
import { Button } from "../../ui/button.tsx";
import { CardFooter } from "../../ui/card.tsx";
import { cn } from "../../ui/cn.ts";
import { Progress } from "../../ui/progress.tsx";
import { formatClock, formatNumber, formatTypical } from "../format.ts";
import { usePlaygroundActions } from "../playground-actions.ts";
import { SPEECH_HEIGHT, Stage, stageColumns } from "../results/stage.tsx";
import { runRatio, waitingText } from "./run-facts.ts";
import type { useCancelRun } from "./use-cancel-run.ts";
import { useNow } from "./use-now.ts";
import type { Run } from "./use-run.ts";

export type RunWaitingProps = {
  generation: Generation;
  run: Run;
  cancel: ReturnType<typeof useCancelRun>;
};

/** A run on its way: the place of its result, how far it is, and the way out. */
export function RunWaiting({ generation, run, cancel }: RunWaitingProps) {
  const isRunning = generation.status === "IN_PROGRESS";
  const credits = generation.usage.total;
  return (
    <>
      <Placeholder generation={generation} />
      <Progress
        aria-label="Progress"
        value={isRunning ? generation.progress : null}
        className="h-[3px]! rounded-none!"
      />
      <CardFooter className="border-t-0 text-sm">
        <span className="text-muted">{waitingText(generation)}</span>
        {isRunning && (
          <span className="min-w-[4ch] font-mono text-fg tabular-nums">
            {Math.floor(generation.progress * 100)} %
          </span>
        )}
        <Elapsed generation={generation} />
        {run.connection === "lost" && (
          <span role="status" className="flex items-center gap-1.5">
            <WifiOff aria-hidden className="size-3.5" /> Reconnecting, the work goes on
          </span>
        )}
        {cancel.problem && <span role="alert">{cancel.problem}</span>}
        <Button
          variant="quiet"
          size="sm"
          icon={<X aria-hidden />}
          onClick={cancel.cancel}
          className="-mr-2 ml-auto"
        >
          Cancel{credits > 0 && `, returns ${formatNumber(credits)}`}
        </Button>
      </CardFooter>
    </>
  );
}

function Elapsed({ generation }: { generation: Generation }) {
  const { modelOf } = usePlaygroundActions();
  const nowMs = useNow(1_000);
  const typicalMs = modelOf(generation.model)?.p50_ms;
  const sinceMs = nowMs === null ? null : nowMs - Date.parse(generation.created_at);
  return (
    <span className="tabular-nums">
      <span className="font-mono">{sinceMs === null ? "0:00" : formatClock(sinceMs)}</span>
      {typicalMs !== undefined && (
        <span className="max-sm:hidden"> · usually {formatTypical(typicalMs)}</span>
      )}
    </span>
  );
}

/** Holds the place of what is coming, in its size and number. */
function Placeholder({ generation }: { generation: Generation }) {
  const ratio = runRatio(generation);
  const count = resultCount(generation.input);
  const places = Array.from({ length: count }, (_, index) => `place-${index}`);
  if (ratio === null) {
    return (
      <div className={cn("relative overflow-hidden bg-well", SPEECH_HEIGHT)}>
        <Exposure generation={generation} />
      </div>
    );
  }
  return (
    <div className={stageColumns(count)}>
      {places.map((place) => (
        <Stage key={place} ratio={ratio}>
          <Exposure generation={generation} />
        </Stage>
      ))}
    </div>
  );
}

/** Light that comes in from the left as far as the work is; a shimmer while it waits. */
function Exposure({ generation }: { generation: Generation }) {
  if (generation.status === "IN_QUEUE")
    return <div className="skeleton absolute inset-0 opacity-50" />;
  return (
    <div
      className="absolute inset-y-0 left-0 bg-linear-to-r from-accent-fill/2 to-accent-fill/15 transition-[width] duration-slow ease-out"
      style={{ width: `${generation.progress * 100}%` }}
    />
  );
}
