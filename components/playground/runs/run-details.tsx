"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { Generation } from "#lib/contract/generation.ts";
import { isTerminal } from "#lib/contract/generation-status.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { createFrameLog, type FrameLog, type RawFrame } from "./frame-log.ts";
import { readEvents } from "./read-events.ts";

/** The wire as it was: frames with their numbers, and the generation as JSON. */
export function RunDetails({ generation, frames }: { generation: Generation; frames: FrameLog }) {
  return (
    <div className="border-line border-t px-4.5 pt-1.5 pb-4.5">
      <Tabs
        aria-label="Details of the generation"
        tabs={[
          {
            value: "events",
            label: "Events",
            content: <Events generation={generation} frames={frames} />,
          },
          {
            value: "json",
            label: "JSON",
            content: (
              <CodeBlock
                language="json"
                what="generation as JSON"
                code={JSON.stringify(generation, null, 2)}
              />
            ),
          },
        ]}
      />
    </div>
  );
}

/** Frames that this page followed; a generation that it did not is replayed from its beginning. */
function Events({ generation, frames }: { generation: Generation; frames: FrameLog }) {
  const [replay] = useState(() => createFrameLog());
  const followed = useSyncExternalStore(frames.subscribe, frames.read, frames.read);
  const replayed = useSyncExternalStore(replay.subscribe, replay.read, replay.read);
  const [problem, setProblem] = useState<string | null>(null);
  const isEnded = isTerminal(generation.status);
  const needsReplay = isEnded && followed.length === 0;
  useEffect(() => {
    if (!needsReplay) return;
    const abort = new AbortController();
    readEvents(generation.id, replay.write, abort.signal).then(setProblem);
    return () => abort.abort();
  }, [needsReplay, generation.id, replay]);
  const shown = followed.length > 0 ? followed : replayed;
  if (problem) return <p className="text-muted text-sm">{problem}</p>;
  if (shown.length === 0) return <p className="text-faint text-sm">Waiting for the first frame…</p>;
  return <FrameList frames={shown} />;
}

function FrameList({ frames }: { frames: readonly RawFrame[] }) {
  const [first] = frames;
  const startMs = first?.atMs ?? 0;
  const text = () => frames.map((frame) => `${frame.text}\n\n`).join("");
  return (
    <div className="relative overflow-hidden rounded-md border border-line bg-well">
      <CopyButton text={text} what="events" className="absolute top-1.5 right-1.5 z-1 bg-well" />
      <section
        aria-label={`${frames.length} frames of the event stream`}
        // A box that scrolls has to be reachable by keyboard.
        {...{ tabIndex: 0 }}
        className="max-h-96 overflow-auto focus-visible:-outline-offset-2"
      >
        <ol className="py-1.5 font-mono text-code">
          {frames.map((frame) => (
            <li
              key={frame.n}
              className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-3 border-line px-3.5 py-1.5 [&+&]:border-t"
            >
              <span className="text-right text-faint tabular-nums">+{frame.atMs - startMs} ms</span>
              <span className="whitespace-pre-wrap break-all">{frame.text}</span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
