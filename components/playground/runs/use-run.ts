"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ClientError } from "#lib/client/result.ts";
import type { Generation } from "#lib/contract/generation.ts";
import { isTerminal } from "#lib/contract/generation-status.ts";
import { CallFailed } from "../../generations/queries.ts";
import { createFrameLog, type FrameLog } from "./frame-log.ts";
import { type Connection, observeFetch } from "./observe-fetch.ts";
import { generationQuery, noteGeneration } from "./run-queries.ts";

/** How a run is followed. Browsers allow six connections to a host, so only a few runs stream. */
export type Transport = "stream" | "poll" | "none";

export type Run = {
  generation: Generation | undefined;
  /** Why the generation cannot be shown: gone, or of another workspace. */
  error: ClientError | null;
  connection: Connection;
  frames: FrameLog;
  /** True when this page saw it end: its result may play, its failure is announced. */
  endedHere: boolean;
};

const POLL_MS = 1_500;

/** A generation that lives by its id: read once, then followed until it ends. */
export function useRun(id: string, transport: Transport): Run {
  const queryClient = useQueryClient();
  const { data: generation, error } = useQuery(generationQuery(id));
  const [connection, setConnection] = useState<Connection>("idle");
  const [lost, setLost] = useState<ClientError | null>(null);
  const [frames] = useState(() => createFrameLog());
  const lastEventId = useRef(0);
  const sawRunning = useRef(false);
  const isRunning = generation !== undefined && !isTerminal(generation.status);
  if (isRunning) sawRunning.current = true;

  useEffect(() => {
    if (!isRunning || transport === "none") return;
    const abort = new AbortController();
    const observed = { onConnection: setConnection, onText: frames.write };
    const follow = async () => {
      const { createClient } = await import("#lib/client/client.ts");
      const client = createClient({ baseUrl: "", fetch: observeFetch(observed) });
      const polling = transport === "poll" ? { streamAttempts: 0, pollMs: POLL_MS } : {};
      const options = { after: lastEventId.current, signal: abort.signal, ...polling };
      for await (const frame of client.stream(id, options)) {
        if (abort.signal.aborted) return;
        if (!frame.ok) return setLost(frame.error);
        if (frame.eventId !== null) lastEventId.current = frame.eventId;
        noteGeneration(queryClient, frame.generation);
      }
    };
    void follow();
    return () => abort.abort();
  }, [id, isRunning, transport, queryClient, frames]);

  return {
    generation,
    error: lost ?? (error instanceof CallFailed ? error.error : null),
    connection: isRunning ? connection : "idle",
    frames,
    endedHere: sawRunning.current && !isRunning,
  };
}
