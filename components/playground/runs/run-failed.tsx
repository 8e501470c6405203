"use client";
import { Braces } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Generation } from "#lib/contract/generation.ts";
import { ErrorCard } from "../../errors/error-card.tsx";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { usePlaygroundActions } from "../playground-actions.ts";
import type { FrameLog } from "./frame-log.ts";
import { runError } from "./run-facts.ts";
import { Suggestions } from "./suggestions.tsx";

const RunDetails = lazy(async () => ({ default: (await import("./run-details.tsx")).RunDetails }));

export type RunFailedProps = { generation: Generation; frames: FrameLog; isNew: boolean };

/** A failed run: what happened and the way on. */
export function RunFailed({ generation, frames, isNew }: RunFailedProps) {
  const actions = usePlaygroundActions();
  const [isDetailed, setIsDetailed] = useState(false);
  const error = runError(generation);
  if (!error) return null;
  return (
    <>
      <ErrorCard
        error={error}
        failedAtMs={Date.parse(generation.finished_at ?? generation.created_at)}
        isNew={isNew}
        onRetry={() => actions.retry(generation)}
        onEditPrompt={() => actions.editPrompt(generation)}
        onFixInput={() => actions.fixInput(generation, error.issues ?? [])}
        onChooseCheaper={() => actions.chooseCheaper(generation, error.billing?.available ?? 0)}
        onChooseModel={() => actions.chooseModel(generation)}
        alternatives={
          <Suggestions
            ids={error.suggestions ?? []}
            onChoose={(id) => actions.switchModel(generation, id)}
          />
        }
        details={
          <Button
            variant="quiet"
            size="sm"
            icon={<Braces aria-hidden />}
            aria-expanded={isDetailed}
            onClick={() => setIsDetailed(!isDetailed)}
          >
            Events
          </Button>
        }
        className="border-line border-t"
      />
      {isDetailed && (
        <Suspense fallback={<Skeleton className="m-4.5 h-40" />}>
          <RunDetails generation={generation} frames={frames} />
        </Suspense>
      )}
    </>
  );
}
