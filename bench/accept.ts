/**
 * What it costs to accept a generation: authenticated, counted against the limits, validated, and
 * paid (its credits held) and durable (row, hold, event and job in one statement, fsync on), against a
 * real server on an embedded Postgres of its own. What was accepted is ended every 50 ms by the
 * statement of a cancel, which gives its credits back, or the count of unfinished generations would
 * grow beyond what any workspace may have. The ledger is audited at the end.
 *
 *     npm run bench accept
 */
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";
import { auditLedger } from "#lib/gateway/credits/audit.ts";
import { type Database, openDatabase } from "#lib/gateway/db/database.ts";
import { readEnv } from "#lib/gateway/env.ts";
import { INSERT_SQL } from "#lib/gateway/generations/insert-generation.ts";
import * as lifecycle from "#lib/gateway/generations/lifecycle.ts";
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";
import {
  grantCredits,
  startServer,
  type TestServer,
  temporaryDataDir,
} from "../e2e/support/server.ts";
import { percentile, printConditions, printTable } from "./report.ts";

const ONE_CLIENT_REQUESTS = 1_000;
const WARM_UP_REQUESTS = 200;
const CLIENTS = 32;
/** The server and the SQL alone take turns, so that whatever else the machine does hits both alike. */
const ROUNDS = 4;
const ROUND_S = 2;
const STREAMS = 50;
const END_EVERY_MS = 50;
const UNFINISHED = 300;
const MANY = 1_000_000;
const CREDITS = 1_000_000_000;
/** What a generation of BODY costs. */
const PRICE = 8;
const PATH = "/api/v1/generation/bytedance/seedream-4.5";
const BODY = JSON.stringify({ prompt: "sunrise over mountains in watercolor style" });

const agent = new Agent({ keepAlive: true });

function headers(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}`, "content-type": "application/json" };
}

/** One POST; gives milliseconds to the whole answer. */
function post(server: TestServer, path: string, body: string): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    request(
      `${server.url}${path}`,
      { method: "POST", agent, headers: headers(server.key) },
      (response) => {
        if (response.statusCode !== 202) reject(new Error(`answered ${response.statusCode}`));
        response.resume().on("end", () => resolve(performance.now() - startedAt));
      },
    )
      .on("error", reject)
      .end(body);
  });
}

async function oneClient(server: TestServer): Promise<number[]> {
  for (let i = 0; i < WARM_UP_REQUESTS; i++) await post(server, PATH, BODY);
  const times: number[] = [];
  for (let i = 0; i < ONE_CLIENT_REQUESTS; i++) times.push(await post(server, PATH, BODY));
  return times;
}

async function manyClients(server: TestServer): Promise<{ perSecond: number; p99Ms: number }> {
  const result = await autocannon({
    url: `${server.url}${PATH}`,
    method: "POST",
    connections: CLIENTS,
    duration: ROUND_S,
    headers: headers(server.key),
    body: BODY,
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests failed`);
  return { perSecond: result.requests.average, p99Ms: result.latency.p99 };
}

/** Cancels what is unfinished, but for so many, in one transaction: one fsync, one wait for the account. */
async function endAll(db: Database, left: number): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<{ id: string }>(
      "select id from generations where status in ('IN_QUEUE', 'IN_PROGRESS') order by id offset $1",
      [left],
    );
    const at = new Date();
    for (const { id } of rows) await lifecycle.cancel(client, { id, at });
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** Ends what is unfinished again and again, until the returned function is called. */
function endWork(db: Database, left = 0): () => Promise<void> {
  let isOver = false;
  const work = (async () => {
    while (!isOver) {
      await endAll(db, left);
      await sleep(END_EVERY_MS);
    }
  })();
  return async () => {
    isOver = true;
    await work;
  };
}

/** The statements of an acceptance alone, over as many connections, without HTTP; how many a second. */
async function sqlAlone({ pool }: Database): Promise<number> {
  const { rows } = await pool.query("select id, hash, workspace_id from api_keys limit 1");
  const { id: keyId, hash, workspace_id: workspaceId } = rows[0];
  const accept = async () => {
    await pool.query({
      name: "key",
      text: `select keys.id, keys.scopes, keys.mode, keys.workspace_id, workspaces.name
        from api_keys as keys join workspaces on workspaces.id = keys.workspace_id where keys.hash = $1`,
      values: [hash],
    });
    const now = new Date();
    const { rows: outcomes } = await pool.query({
      name: "insert",
      text: INSERT_SQL,
      values: [
        `gen_bench_${randomUUID()}`,
        workspaceId,
        "test",
        "bytedance/seedream-4.5",
        "image",
        BODY,
        PRICE,
        new Date(now.getTime() + 3_600_000),
        "req_bench",
        keyId,
        now,
        JSON.stringify({ status: "IN_QUEUE", progress: 0, attempts: [] }),
        "run_generation",
        MANY,
        false,
      ],
    });
    if (!outcomes[0]?.is_inserted) throw new Error("the statement alone accepted nothing");
  };
  await Promise.all(Array.from({ length: CLIENTS }, accept));
  const endAt = performance.now() + ROUND_S * 1000;
  let accepted = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (; performance.now() < endAt; accepted++) await accept();
    }),
  );
  return accepted / ROUND_S;
}

/** Milliseconds from the answer's head to its first event, and to the event of the work's begin. */
async function firstEvents(server: TestServer): Promise<{ first: number[]; started: number[] }> {
  const first: number[] = [];
  const started: number[] = [];
  for (let i = 0; i < STREAMS; i++) {
    const sentAt = performance.now();
    const response = await fetch(`${server.url}/api/v1/generation/sse/minimax-tts/speech-02-hd`, {
      method: "POST",
      headers: headers(server.key),
      body: JSON.stringify({ text: "Every take." }),
    });
    let seen = 0;
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      if (seen === 0 && chunk.includes("id: 1\n")) seen = first.push(performance.now() - sentAt);
      if (chunk.includes("id: 2\n")) started.push(performance.now() - sentAt);
    }
  }
  return { first, started };
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const ms = (value: number) => `${value.toFixed(1)} ms`;

const limits = {
  RUSHES_RATE_LIMIT_PER_MINUTE: String(MANY),
  RUSHES_CONCURRENT_GENERATIONS: String(MANY),
};
const { dataDir, remove } = await temporaryDataDir();
const accepting = await startServer(dataDir, { env: { RUSHES_WORKER: "off", ...limits } });
const { key } = accepting;
await grantCredits(accepting, CREDITS);
const postgres = await openPostgres(readEnv({ RUSHES_DATA_DIR: dataDir }), { as: "guest" });
const db = openDatabase(postgres.url, { maxConnections: 2 });
let stopEnding = endWork(db);
const single = await oneClient(accepting);
const many = openDatabase(postgres.url, { maxConnections: CLIENTS });
const load: { perSecond: number; p99Ms: number }[] = [];
const alone: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  load.push(await manyClients(accepting));
  alone.push(await sqlAlone(many));
}
await many.close();
await stopEnding();
stopEnding = endWork(db, UNFINISHED);
const crowded = await oneClient(accepting);
await stopEnding();
await accepting.stop();
await endAll(db, 0);
const broken = (await auditLedger(db.pool)).filter((finding) => finding.broken > 0);
if (broken.length > 0) throw new Error(`the ledger is broken: ${JSON.stringify(broken)}`);
await db.close();
await postgres.release();
await remove();

const streaming = await temporaryDataDir();
const rendering = await startServer(streaming.dataDir, { env: limits });
const events = await firstEvents({ ...rendering, key: rendering.key || key });
await rendering.stop();
await streaming.remove();

const perSecond = mean(load.map((round) => round.perSecond));
const p99Ms = Math.max(...load.map((round) => round.p99Ms));
printConditions();
printTable([
  ["what", "measured", "budget"],
  ["accept, 1 client, p50", ms(percentile(single, 50)), "≤ 4 ms"],
  ["accept, 1 client, p99", ms(percentile(single, 99)), ""],
  [`the same beside ${UNFINISHED} unfinished, p50`, ms(percentile(crowded, 50)), "≤ 4 ms"],
  [`accept, ${CLIENTS} clients`, `${perSecond.toFixed(0)}/s (p99 ${ms(p99Ms)})`, ""],
  [`the same SQL alone, ${CLIENTS} connections`, `${mean(alone).toFixed(0)}/s`, ""],
  ["share of it", `${((100 * perSecond) / mean(alone)).toFixed(0)} %`, "≥ 50 %"],
  ["request → first event on its stream, p50", ms(percentile(events.first, 50)), "≤ 25 ms"],
  ["request → work begun event, p50", ms(percentile(events.started, 50)), ""],
]);
