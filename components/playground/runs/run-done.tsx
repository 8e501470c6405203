"use client";
import { Braces, Download, Repeat2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Generation, GenerationData } from "#lib/contract/generation.ts";
import { duration, promptOf } from "../../generations/words.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CardFooter } from "../../ui/card.tsx";
import { cn } from "../../ui/cn.ts";
import { Mono } from "../../ui/mono.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { formatNumber } from "../format.ts";
import { usePlaygroundActions } from "../playground-actions.ts";
import { Films } from "../results/films.tsx";
import { Pictures } from "../results/pictures.tsx";
import { SPEECH_HEIGHT } from "../results/stage.tsx";
import { DownloadAction } from "./download-action.tsx";
import type { FrameLog } from "./frame-log.ts";
import { ResultMenu, UseAsInput } from "./result-menus.tsx";
import { resultFacts, runTookMs } from "./run-facts.ts";

const Speech = lazy(async () => ({ default: (await import("../results/speech.tsx")).Speech }));
const RunDetails = lazy(async () => ({ default: (await import("./run-details.tsx")).RunDetails }));

export type RunDoneProps = { generation: Generation; frames: FrameLog; isNew: boolean };

/** A result: to look at, to keep, and to go on from. */
export function RunDone({ generation, frames, isNew }: RunDoneProps) {
  const { remix } = usePlaygroundActions();
  const [isDetailed, setIsDetailed] = useState(false);
  const { data } = generation;
  if (!data) return null;
  const tookMs = runTookMs(generation);
  return (
    <>
      <Result data={data} generation={generation} isNew={isNew} />
      <CardFooter className="border-t-0 py-2.5">
        {tookMs !== null && <Badge tone="ok">Done in {duration(tookMs)}</Badge>}
        <span className="font-mono tabular-nums">{resultFacts(data).join(" · ")}</span>
        <span>
          <Mono>{formatNumber(generation.usage.total)}</Mono>
          {generation.usage.total === 1 ? " credit" : " credits"}
        </span>
        <span className="-mr-2 ml-auto flex items-center gap-0.5">
          <DownloadAction data={data} icon={<Download aria-hidden />} />
          <UseAsInput data={data} />
          <Button
            variant="quiet"
            size="sm"
            icon={<Repeat2 aria-hidden />}
            onClick={() => remix(generation)}
          >
            Remix
          </Button>
          <Button
            variant="quiet"
            size="sm"
            icon={<Braces aria-hidden />}
            aria-label="Events and JSON"
            aria-expanded={isDetailed}
            onClick={() => setIsDetailed(!isDetailed)}
          />
          <ResultMenu generation={generation} data={data} />
        </span>
      </CardFooter>
      {isDetailed && (
        <Suspense fallback={<Skeleton className="m-4.5 h-40" />}>
          <RunDetails generation={generation} frames={frames} />
        </Suspense>
      )}
    </>
  );
}

type ResultProps = { data: GenerationData; generation: Generation; isNew: boolean };

function Result({ data, generation, isNew }: ResultProps) {
  const title = promptOf(generation);
  switch (data.type) {
    case "image":
      return <Pictures files={data.images} title={title} />;
    case "video": {
      const poster = generation.input.first_frame_url;
      return (
        <Films
          files={data.videos}
          title={title}
          posterUrl={typeof poster === "string" ? poster : undefined}
          isNew={isNew}
        />
      );
    }
    case "audio":
      return (
        <div className="grid gap-px bg-line">
          {data.audios.map((file) => (
            <Suspense key={file.url} fallback={<div className={cn("bg-well", SPEECH_HEIGHT)} />}>
              <Speech file={file} title={title} />
            </Suspense>
          ))}
        </div>
      );
  }
}
