import type { MediaStore } from "./assets/media-store.ts";
import type { LiveProvider } from "./billing/provider.ts";
import type { Database } from "./db/database.ts";
import type { Mode } from "./db/schema.ts";
import type { EventHub } from "./generations/event-hub.ts";
import type { Relays } from "./generations/relays.ts";
import type { Wheel } from "./generations/wheel.ts";
import type { Log } from "./log.ts";
import type { UpstreamAdapter } from "./upstreams/adapter.ts";

/** How long work may take before it is ended, in milliseconds. */
export type Deadlines = {
  /** From acceptance until a worker has begun. */
  queueMs: number;
  /** From the begin to the end. */
  workMs: { image: number; video: number; tts: number };
  /** How long the synchronous speech call waits. */
  speechCallMs: number;
  /** How long the reader of a stream may take nothing of what waits for it. */
  streamStallMs: number;
};

/** How much may be asked for. */
export type Limits = {
  /** Requests a minute of one key or one session. */
  requestsPerMinute: number;
  /** Generations of one workspace that have not ended. */
  unfinishedGenerations: number;
};

/** What the gateway is made of; built once by `createGateway`, by hand in tests. */
export type Gateway = {
  db: Database;
  hub: EventHub;
  /** What streams follow generations by. */
  relays: Relays;
  /** Visits the open streams. */
  wheel: Wheel;
  media: MediaStore;
  upstreams: readonly UpstreamAdapter[];
  /** Who takes money in live mode; null when credits are not sold. */
  stripe: LiveProvider | null;
  log: Log;
  now: () => Date;
  deadlines: Deadlines;
  limits: Limits;
  /** Signs media URLs. */
  urlSecret: string;
  /** The origin that links lead to; null takes that of the request. */
  publicUrl: string | null;
  /** Aborts when the process begins to stop: streams end, so that readers go elsewhere. */
  closing: AbortSignal;
  /** Whether jobs are taken in this process. */
  workerState: () => "running" | "stopped" | "off";
};

/** Whom a request acts for. */
export type Actor = {
  workspaceId: string;
  workspaceName: string;
  mode: Mode;
  scopes: readonly string[];
  via: { kind: "key"; keyId: string } | { kind: "session" };
};

/** The first argument of every verb that a request calls. */
export type RequestContext = {
  gateway: Gateway;
  actor: Actor;
  requestId: string;
  /** Origin for links in the answer, without a trailing slash. */
  origin: string;
};
