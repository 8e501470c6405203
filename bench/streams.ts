/**
 * What open streams cost, and how soon an event reaches all of them: a serving process of its own,
 * on an embedded Postgres of its own, followed over loopback by this one.
 *
 *     npm run bench streams [-- --streams 5000 --events 10 --prompt 20000]
 */
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createClient } from "#lib/client/client.ts";
import { type Database, openDatabase } from "#lib/gateway/db/database.ts";
import { readEnv } from "#lib/gateway/env.ts";
import { transition } from "#lib/gateway/generations/lifecycle.ts";
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";
import { temporaryDataDir } from "../e2e/support/server.ts";
import { percentile, printConditions, printTable } from "./report.ts";
import { type OpenStreams, openStreams } from "./streams/open-streams.ts";
import type { ServerReport } from "./streams/serve.ts";

const { values } = parseArgs({
  options: {
    streams: { type: "string", default: "2000" },
    events: { type: "string", default: "10" },
    prompt: { type: "string", default: "200" },
  },
});
const STREAMS = Math.max(1, Number.parseInt(values.streams, 10));
const EVENTS = Math.max(1, Number.parseInt(values.events, 10));
/** Each frame carries it. */
const PROMPT = "sunrise over mountains ".repeat(1_000).slice(0, Number.parseInt(values.prompt, 10));
/** Of a frame besides the prompt, about. */
const FRAME_BYTES = 450;
const SPREAD = 200;
const WARM_UP_STREAMS = 50;
/** Sockets of this process besides the streams. */
const SPARE_FILES = 100;
const CONNECTIONS = 10;
const SETTLE_MS = 1_000;
const PATIENCE_MS = 60_000;
const BUDGET = { memoryKb: 60, eventMs: STREAMS > 2_000 ? 400 : 200 };

type Server = {
  url: string;
  key: string;
  memory(): Promise<Extract<ServerReport, { kind: "memory" }>>;
  stop(): Promise<void>;
};

/** How many files a process of this user may have open, which Node raises its own limit to. */
function fileLimit(): number {
  const text = execFileSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" }).trim();
  return text === "unlimited" ? Number.POSITIVE_INFINITY : Number(text);
}

async function startServing(databaseUrl: string, dataDir: string): Promise<Server> {
  const child = fork(new URL("./streams/serve.ts", import.meta.url), {
    execArgv: ["--expose-gc"],
    env: { ...process.env, BENCH_DATABASE_URL: databaseUrl, BENCH_DATA_DIR: dataDir },
  });
  const next = async (): Promise<ServerReport> => (await once(child, "message"))[0];
  const ready = await next();
  if (ready.kind !== "ready") throw new Error("the serving process did not start");
  return {
    url: ready.url,
    key: ready.key,
    async memory() {
      child.send("memory");
      const report = await next();
      if (report.kind !== "memory")
        throw new Error("the serving process answered another question");
      return report;
    },
    async stop() {
      child.disconnect();
      await once(child, "exit");
    },
  };
}

async function createGenerations(server: Server, count: number): Promise<string[]> {
  const client = createClient({
    baseUrl: server.url,
    headers: { authorization: `Bearer ${server.key}` },
  });
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const created = await client.create("bytedance/seedream-4.5", { prompt: PROMPT });
    if (!created.ok) throw new Error(created.error.message);
    ids.push(created.data.id);
  }
  return ids;
}

/** Writes one event of a generation; gives when its statement was sent, so before it was committed. */
async function writeEvent(db: Database, id: string, isLast: boolean): Promise<number> {
  const sentAt = performance.now();
  const isWritten = await transition(db.pool, {
    ...{ id, from: ["IN_QUEUE", "IN_PROGRESS"], to: isLast ? "COMPLETED" : "IN_PROGRESS" },
    ...{ at: new Date(), claim: null, ...(isLast && { files: [] }) },
  });
  if (!isWritten) throw new Error(`no event was written for ${id}`);
  return sentAt;
}

/** Writes an event of each generation, over as many connections as there are. */
async function writeEvents(
  db: Database,
  ids: readonly string[],
  isLast: boolean,
): Promise<number[]> {
  const sentAt: number[] = [];
  const waiting = [...ids.entries()];
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        sentAt[next[0]] = await writeEvent(db, next[1], isLast);
      }
    }),
  );
  return sentAt;
}

/** Waits until every stream has an event; then the streams rest a little. */
async function untilReceived(streams: OpenStreams, seq: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (streams.received(seq) < STREAMS) {
    if (performance.now() > deadline) throw new Error(`event ${seq} did not reach all streams`);
    await sleep(5);
  }
  await sleep(300);
}

async function measure(server: Server, db: Database, spread: number) {
  const generationIds = await createGenerations(server, spread);
  const warm = await openStreams({ ...server, generationIds, count: WARM_UP_STREAMS });
  await warm.close();
  await sleep(SETTLE_MS);
  const before = await server.memory();
  const openedAt = performance.now();
  const streams = await openStreams({ ...server, generationIds, count: STREAMS });
  const openMs = performance.now() - openedAt;
  await sleep(SETTLE_MS);
  const after = await server.memory();
  const latenciesMs: number[] = [];
  for (let event = 1; event <= EVENTS; event++) {
    const seq = event + 1;
    const sentAt = await writeEvents(db, generationIds, event === EVENTS);
    await untilReceived(streams, seq);
    for (const [index, id] of generationIds.entries()) {
      latenciesMs.push(...streams.receipts(id, seq).map((at) => at - (sentAt[index] ?? at)));
    }
  }
  await streams.close();
  const perStream = (now: number, then: number) => (now - then) / STREAMS / 1024;
  return {
    spread,
    openMs,
    rssKb: perStream(after.rssBytes, before.rssBytes),
    heapKb: perStream(after.heapBytes, before.heapBytes),
    latenciesMs,
  };
}

/** The same without gateway and database: what the machine can do while others use it too. */
async function measureBare(): Promise<number[]> {
  const child = fork(new URL("./streams/bare.ts", import.meta.url), {
    env: { ...process.env, BENCH_FRAME_BYTES: String(PROMPT.length + FRAME_BYTES) },
  });
  const [url] = await once(child, "message");
  const streams = await openStreams({ url, key: "", generationIds: ["bare"], count: STREAMS });
  await sleep(SETTLE_MS);
  const latenciesMs: number[] = [];
  for (let seq = 2; seq < EVENTS + 2; seq++) {
    const sentAt = performance.now();
    child.send(seq);
    await untilReceived(streams, seq);
    latenciesMs.push(...streams.receipts("bare", seq).map((at) => at - sentAt));
  }
  await streams.close();
  child.disconnect();
  await once(child, "exit");
  return latenciesMs;
}

if (STREAMS + SPARE_FILES > fileLimit()) {
  throw new Error(
    `${STREAMS} streams need as many open files in each process, and ulimit -Hn is ${fileLimit()}.`,
  );
}
const { dataDir, remove } = await temporaryDataDir();
const postgres = await openPostgres(readEnv({ RUSHES_DATA_DIR: dataDir }), { as: "guest" });
const rows: Awaited<ReturnType<typeof measure>>[] = [];
for (const spread of [1, SPREAD]) {
  const server = await startServing(postgres.url, dataDir);
  const db = openDatabase(postgres.url, { maxConnections: CONNECTIONS });
  try {
    rows.push(await measure(server, db, spread));
  } finally {
    await db.close();
    await server.stop();
  }
}
await postgres.release();
await remove();
const bareMs = await measureBare();

const one = (value: number) => value.toFixed(1);
printConditions();
console.log(
  `${STREAMS} streams, ${EVENTS} events each, prompts of ${PROMPT.length} characters; ulimit -Hn ${fileLimit()}. Memory after a full collection,\nagainst the same process after ${WARM_UP_STREAMS} streams had come and gone; time from the statement's sending\n(before its commit) to the receipt by each stream.\n`,
);
printTable([
  ["generations", "RSS a stream", "heap a stream", "opened in", "p50", "p99", "max", "budget"],
  ...rows.map((row) => [
    String(row.spread),
    `${one(row.rssKb)} KB`,
    `${one(row.heapKb)} KB`,
    `${(row.openMs / 1000).toFixed(1)} s`,
    `${one(percentile(row.latenciesMs, 50))} ms`,
    `${one(percentile(row.latenciesMs, 99))} ms`,
    `${one(percentile(row.latenciesMs, 100))} ms`,
    `≤ ${BUDGET.memoryKb} KB, ≤ ${BUDGET.eventMs} ms`,
  ]),
  [
    "bare server",
    "",
    "",
    "",
    ...[50, 99, 100].map((rank) => `${one(percentile(bareMs, rank))} ms`),
    "",
  ],
]);
