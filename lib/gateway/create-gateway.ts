import { openDiskStore, removeLeftovers } from "./assets/disk-store.ts";
import { loadUrlSecret } from "./assets/url-secret.ts";
import type { LiveProvider } from "./billing/provider.ts";
import type { StripeSettings } from "./billing/stripe/settings.ts";
import type { Deadlines, Gateway, Limits } from "./context.ts";
import { openDatabase } from "./db/database.ts";
import { openListener } from "./db/listener.ts";
import { migrateDatabase } from "./db/migrate.ts";
import { createEventHub } from "./generations/event-hub.ts";
import { EVENTS_CHANNEL } from "./generations/lifecycle.ts";
import { createRelays } from "./generations/relays.ts";
import { createWheel } from "./generations/wheel.ts";
import { holdLiveness, releaseLiveness } from "./jobs/liveness.ts";
import { startWorker, type Worker } from "./jobs/worker.ts";
import type { Log } from "./log.ts";
import type { UpstreamAdapter } from "./upstreams/adapter.ts";
import { createSandbox } from "./upstreams/sandbox/adapter.ts";
import { createRenderPool, type RenderPool } from "./upstreams/sandbox/render/pool.ts";
import { warmUp } from "./upstreams/sandbox/render/warm-up.ts";

const MINUTE_MS = 60_000;
const PING_MS = 15_000;
const LEFTOVER_AGE_MS = 24 * 60 * MINUTE_MS;

export const DEADLINES: Deadlines = {
  queueMs: 6 * 60 * MINUTE_MS,
  workMs: { image: 5 * MINUTE_MS, video: 30 * MINUTE_MS, tts: 5 * MINUTE_MS },
  speechCallMs: MINUTE_MS,
  streamStallMs: MINUTE_MS / 2,
};

export const LIMITS: Limits = { requestsPerMinute: 1_200, unfinishedGenerations: 500 };

export type GatewayOptions = {
  databaseUrl: string;
  /** Folder of media and temporary files. */
  dataDir: string;
  publicUrl: string | null;
  /** Whether to take jobs in this process. */
  hasWorker: boolean;
  log: Log;
  now?: () => Date;
  deadlines?: Partial<Deadlines>;
  limits?: Partial<Limits>;
  /** How often an open stream says that it is there. */
  pingMs?: number;
  /** Render something at once, so that the first generation is as fast as the others. */
  isWarmedUp?: boolean;
  /** By whom credits are sold in live mode; nobody when absent. */
  stripe?: StripeSettings;
  /** Instead of the sandbox. */
  upstreams?: readonly UpstreamAdapter[];
};

export type OpenedGateway = {
  gateway: Gateway;
  /** Begins anew to take jobs: after an outage of the database that left some of them to nobody. */
  recover(): void;
  /** Ends streams and stops taking jobs; running ones finish or are handed back. */
  drain(): Promise<void>;
  /** Closes what is left: threads, sessions, pool. */
  close(): Promise<void>;
};

function chooseUpstreams(
  options: GatewayOptions,
  parts: Pick<Gateway, "media" | "urlSecret" | "now" | "log">,
): { upstreams: readonly UpstreamAdapter[]; pool: RenderPool | null } {
  if (options.upstreams) return { upstreams: options.upstreams, pool: null };
  const pool = createRenderPool();
  return { upstreams: [createSandbox({ ...parts, pool })], pool };
}

/** Loaded only where it is used: the library is large. */
async function chooseProvider({ stripe, log }: GatewayOptions): Promise<LiveProvider | null> {
  if (!stripe) return null;
  const { openStripe } = await import("./billing/stripe/open-stripe.ts");
  return openStripe(stripe, log);
}

/** Builds the gateway on a database that answers: migrates it, listens, and takes jobs if asked to. */
export async function createGateway(options: GatewayOptions): Promise<OpenedGateway> {
  const { log, now = () => new Date() } = options;
  const db = openDatabase(options.databaseUrl, {
    onError: (error) => log.warn({ err: error }, "idle database session broke"),
  });
  await migrateDatabase(db.pool);
  const hub = createEventHub();
  const wheel = createWheel(options.pingMs ?? PING_MS);
  const media = await openDiskStore(options.dataDir);
  await removeLeftovers(options.dataDir, LEFTOVER_AGE_MS, now());
  const urlSecret = await loadUrlSecret(db.pool);
  const { upstreams, pool } = chooseUpstreams(options, { media, urlSecret, now, log });
  const closing = new AbortController();
  let worker: Worker | null = null;
  let poolId: string | null = null;
  const listener = await openListener({
    url: options.databaseUrl,
    channel: EVENTS_CHANNEL,
    log,
    onMessage: hub.announce,
    async onConnected(client) {
      if (poolId) await holdLiveness(client, poolId);
      hub.refreshAll();
    },
  });
  const gateway: Gateway = {
    db,
    hub,
    relays: createRelays({ db, hub, wheel, log, closing: closing.signal }),
    wheel,
    media,
    upstreams,
    stripe: await chooseProvider(options),
    log,
    now,
    urlSecret,
    publicUrl: options.publicUrl,
    closing: closing.signal,
    deadlines: { ...DEADLINES, ...options.deadlines },
    limits: { ...LIMITS, ...options.limits },
    workerState: () => {
      if (!options.hasWorker) return "off";
      return worker?.isRunning() ? "running" : "stopped";
    },
  };
  if (options.hasWorker) {
    if (pool && options.isWarmedUp)
      warmUp(pool, media).catch((error) => log.warn({ err: error }, "warm-up failed"));
    worker = await startWorker(gateway, {
      async onPool(id, formerId) {
        poolId = id;
        const session = listener.client();
        if (!session) return;
        await holdLiveness(session, id);
        if (formerId) await releaseLiveness(session, formerId);
      },
    });
  }
  return {
    gateway,
    recover: () => worker?.restart(),
    async drain() {
      closing.abort();
      await worker?.stop();
    },
    async close() {
      closing.abort();
      await worker?.stop();
      await pool?.close();
      await listener.close();
      await db.close();
    },
  };
}
