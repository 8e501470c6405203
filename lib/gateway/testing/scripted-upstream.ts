import { writeFile } from "node:fs/promises";
import type {
  UpstreamAdapter,
  UpstreamJob,
  UpstreamOutput,
  UpstreamRef,
  UpstreamState,
} from "../upstreams/adapter.ts";

/** An upstream that does what a test tells it, behind the real interface. */
export type ScriptedUpstream = UpstreamAdapter & {
  /** Jobs as they were submitted, in order. */
  readonly submits: UpstreamJob[];
  readonly cancels: UpstreamRef[];
  readonly releases: UpstreamRef[];
  /** What `poll` answers from now on, for every job. */
  say(state: UpstreamState): void;
  /** What `submit` throws from now on; null for success. */
  refuse(error: Error | null): void;
};

export function createScriptedUpstream(
  options: { isResubmitSafe?: boolean } = {},
): ScriptedUpstream {
  const submits: UpstreamJob[] = [];
  const cancels: UpstreamRef[] = [];
  const releases: UpstreamRef[] = [];
  const waiting = new Set<() => void>();
  /** What each job was last told: news between a poll and the wait for more must not be lost. */
  const told = new Map<unknown, UpstreamState>();
  let state: UpstreamState = { state: "pending", progress: null, queuePosition: 0 };
  let refusal: Error | null = null;
  return {
    name: "scripted",
    isResubmitSafe: options.isResubmitSafe ?? false,
    serves: () => true,
    submits,
    cancels,
    releases,
    say(next) {
      state = next;
      for (const wake of [...waiting]) wake();
    },
    refuse(error) {
      refusal = error;
    },
    async submit(job) {
      submits.push(job);
      if (refusal) throw refusal;
      return { job: job.generationId };
    },
    async poll(ref) {
      told.set(ref.job, state);
      return state;
    },
    untilNews(ref, signal) {
      return new Promise((resolve) => {
        const done = () => {
          waiting.delete(done);
          resolve();
        };
        waiting.add(done);
        signal.addEventListener("abort", done, { once: true });
        if (signal.aborted || told.get(ref.job) !== state) done();
      });
    },
    async cancel(ref) {
      cancels.push(ref);
    },
    async release(ref) {
      releases.push(ref);
    },
  };
}

/** A file on disk as an upstream would hand it over. */
export async function writeOutput(
  path: string,
  facts: Partial<Omit<UpstreamOutput, "path">> = {},
): Promise<UpstreamOutput> {
  const bytes = Buffer.from("not really a picture");
  await writeFile(path, bytes);
  return {
    path,
    contentType: "image/png",
    sizeBytes: bytes.byteLength,
    widthPx: 16,
    heightPx: 9,
    durationS: null,
    fps: null,
    hasAudio: false,
    ...facts,
  };
}
