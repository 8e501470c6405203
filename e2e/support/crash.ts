/*
 * Kills processes at random moments while people generate, and then asks the database whether every
 * credit is where it belongs. A server, which serves and takes jobs, and a worker beside it share one
 * embedded Postgres; each kill is a SIGKILL of one of the two, which is then started again.
 */
import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { auditLedger, type Finding } from "#lib/gateway/credits/audit.ts";
import { grantCredits } from "#lib/gateway/credits/grant.ts";
import { type Database, openDatabase } from "#lib/gateway/db/database.ts";
import { readEnv } from "#lib/gateway/env.ts";
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";
import { startServer, startWorker, temporaryDataDir } from "./server.ts";

const GRANTS = 60;
const GRANT_CREDITS = 29;
const GRANT_LIFE_MS = 20_000;
/** The longest that processes live between two kills. */
const LIFE_MS = 1_500;
const LOOK_EVERY_MS = 20;
const DRAIN_PATIENCE_MS = 300_000;
const ANSWER_PATIENCE_MS = 600_000;

const IMAGE = "/api/v1/generation/bytedance/seedream-4.5";
const STREAM = "/api/v1/generation/sse/bytedance/seedream-4.5";
const SPEECH = "/api/ai/tts/generate";

const picture = (marker = "") => ({ prompt: `a cat ${marker} in rain`, resolution: "1K" });
const spoken = (marker = "") => ({
  modelId: "minimax-tts/speech-02-hd",
  input: { text: `The dailies ${marker} are ready.` },
});

/** What people ask for, in turns. */
const KINDS: readonly { path: string; body: object }[] = [
  { path: IMAGE, body: picture() },
  { path: IMAGE, body: picture("[[simulate FAILED]]") },
  { path: SPEECH, body: spoken() },
  { path: IMAGE, body: picture("[[simulate FAILED after 2s]]") },
  { path: STREAM, body: picture() },
  { path: IMAGE, body: picture("[[simulate slow 2s]]") },
  { path: SPEECH, body: spoken("[[simulate FAILED]]") },
  { path: IMAGE, body: { ...picture(), n: 2 } },
  { path: STREAM, body: picture("[[simulate TIMEOUT after 1s]]") },
  { path: IMAGE, body: picture("[[simulate PROVIDER_UNAVAILABLE]]") },
];

export type CrashReport = {
  kills: { server: number; worker: number };
  /** Generations that somebody was told of, and those that there are. */
  accepted: number;
  stored: number;
  byStatus: Record<string, number>;
  /** Whole credits of all holds together. */
  held: number;
  captured: number;
  released: number;
  /** Holds that lie in more than one grant. */
  spanning: number;
  findings: Finding[];
  tookMs: number;
};

type Life = { url: string; key: string; kills: number };

async function send(life: Life, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${life.key}`, "content-type": "application/json" };
  return fetch(`${life.url}${path}`, {
    ...init,
    headers: { ...headers, ...Object.fromEntries(new Headers(init.headers)) },
    signal: AbortSignal.timeout(ANSWER_PATIENCE_MS),
  });
}

/** Asks until there is an answer, as a client whose server comes and goes; with a key that is safe. */
async function insist<T>(ask: () => Promise<T | null>): Promise<T> {
  const endAt = Date.now() + ANSWER_PATIENCE_MS;
  while (Date.now() < endAt) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    await sleep(LOOK_EVERY_MS * 5);
  }
  throw new Error("no answer in time");
}

/** The id of the generation that an answer tells of, read no further than it has to be. */
async function idOf(response: Response): Promise<string | null> {
  const spokenId = response.headers.get("x-generation-id");
  if (spokenId) {
    await response.text();
    return spokenId;
  }
  if (response.status === 503) return null;
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const [, id] = /"id":"(gen_\w+)"/.exec(chunk) ?? [];
    if (id) return id;
    throw new Error(`answered ${response.status}: ${chunk.slice(0, 300)}`);
  }
  return null;
}

/** Asks for one generation, and does with it what people do: waits, cancels, deletes. */
async function generate(life: Life, n: number): Promise<string> {
  const { path, body } = KINDS[n % KINDS.length] ?? { path: IMAGE, body: picture() };
  const key = randomUUID();
  const init = { method: "POST", body: JSON.stringify(body), headers: { "idempotency-key": key } };
  const id = await insist(async () => idOf(await send(life, path, init)));
  const status = async (method: string, at: string) => (await send(life, at, { method })).status;
  const about = `/api/v1/generation/${id}`;
  const mood = randomInt(6);
  if (mood === 0) {
    await sleep(randomInt(1_200));
    await insist(() => status("POST", `${about}/cancel`));
  }
  if (mood === 1) {
    // It can be deleted when it has ended; until then the answer is a conflict.
    await insist(async () => ((await status("DELETE", about)) === 409 ? null : true));
  }
  return id;
}

/** Many small grants that end while all this goes on, and one that is enough for the rest. */
async function giveCredits(db: Database): Promise<void> {
  const { rows } = await db.pool.query("select id from workspaces");
  const now = Date.now();
  for (let n = 0; n < GRANTS; n++) {
    await grantCredits(db.pool, {
      ...{ workspaceId: rows[0].id, mode: "test", kind: n % 2 ? "purchased" : "subscription" },
      ...{ amount: GRANT_CREDITS, source: "test", sourceRef: null, at: new Date(now) },
      expiresAt: new Date(now + GRANT_LIFE_MS * (1 + n)),
    });
  }
}

async function readReport(
  db: Database,
): Promise<Omit<CrashReport, "kills" | "accepted" | "tookMs">> {
  const statuses = await db.pool.query<{ status: string; n: number }>(
    "select status, count(*)::int as n from generations group by status order by status",
  );
  const sums = await db.pool.query(
    `select coalesce(sum(amount), 0)::int as held, coalesce(sum(captured), 0)::int as captured,
       coalesce(sum(released), 0)::int as released from credit_holds`,
  );
  const spanning = await db.pool.query(
    `select count(*)::int as n from (select from credit_entries where kind = 'hold'
       group by generation_id having count(*) > 1) as spanning`,
  );
  const extra: Finding[] = [];
  for (const [invariant, sql] of CHECKS) {
    const { rows } = await db.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`);
    extra.push({ invariant, broken: rows[0]?.n ?? -1 });
  }
  const byStatus = Object.fromEntries(statuses.rows.map(({ status, n }) => [status, n]));
  return {
    stored: statuses.rows.reduce((sum, { n }) => sum + n, 0),
    byStatus,
    ...sums.rows[0],
    spanning: spanning.rows[0].n,
    findings: [...(await auditLedger(db.pool)), ...extra],
  };
}

const ENTRIES = `(select generation_id, count(*) filter (where kind = 'hold') as holds,
    count(*) filter (where kind = 'capture') as captures, count(*) filter (where kind = 'release') as releases
  from credit_entries where generation_id is not null group by generation_id) as entries`;

/** What must hold when all is over, besides the audit. */
const CHECKS: readonly [string, string][] = [
  ["every generation has ended", "generations where status in ('IN_QUEUE', 'IN_PROGRESS')"],
  [
    "every generation has exactly one hold, and it is settled",
    `generations left join credit_holds as holds on holds.generation_id = generations.id
     where holds.settled_at is null or holds.amount <> (usage ->> 'total')::int`,
  ],
  [
    "what completed was captured, and what did not was released",
    `generations join credit_holds as holds on holds.generation_id = generations.id
     where case when status = 'COMPLETED' then released else captured end <> 0`,
  ],
  [
    "what completed has captures alone, and what did not has releases alone, one for each part held",
    `generations join ${ENTRIES} on generation_id = generations.id
     where case when status = 'COMPLETED' then captures <> holds or releases <> 0
       else releases <> holds or captures <> 0 end`,
  ],
  [
    "each generation says what its hold says",
    `generations join credit_holds as holds on holds.generation_id = generations.id
     where (billing ->> 'captured')::int <> captured or (billing ->> 'released')::int <> released
       or (billing ->> 'held')::int <> 0 or jsonb_array_length(billing -> 'entries') <>
         (select count(*) from credit_entries where generation_id = generations.id)`,
  ],
  ["nothing is held any more", "credit_accounts where held <> 0"],
  [
    "an Idempotency-Key made one generation",
    "(select generation_id from idempotency_keys group by 1 having count(*) > 1) as twice",
  ],
];

/** Kills one of the two again and again, each time after a random while, and starts it anew. */
async function killAndRestart(
  args: { dataDir: string; kills: number; port: number; life: Life },
  processes: { server: { kill(): Promise<void> }; worker: { kill(): Promise<void> } },
): Promise<CrashReport["kills"]> {
  const { dataDir, kills, port, life } = args;
  const killed = { server: 0, worker: 0 };
  for (; life.kills < kills; life.kills += 1) {
    await sleep(randomInt(LIFE_MS));
    if (life.kills % 4 === 3) {
      await processes.worker.kill();
      processes.worker = await startWorker(dataDir);
      killed.worker += 1;
    } else {
      await processes.server.kill();
      processes.server = await startServer(dataDir, { port, env: ENV });
      killed.server += 1;
    }
  }
  return killed;
}

const ENV = { RUSHES_RATE_LIMIT_PER_MINUTE: "1000000", LOG_LEVEL: "fatal" };

/** Waits until nothing runs any more and no job is left. */
async function drain(db: Database): Promise<void> {
  const endAt = Date.now() + DRAIN_PATIENCE_MS;
  for (;;) {
    const { rows } = await db.pool.query<{ left: number }>(
      `select ((select count(*) from generations where status in ('IN_QUEUE', 'IN_PROGRESS'))
         + (select count(*) from graphile_worker._private_jobs))::int as left`,
    );
    if (rows[0]?.left === 0) return;
    if (Date.now() > endAt) throw new Error(`${rows[0]?.left} generations and jobs are left`);
    await sleep(LOOK_EVERY_MS * 5);
  }
}

/** Runs so many generations through so many kills, and gives what the database says at the end. */
export async function crash(args: { kills: number; generations: number }): Promise<CrashReport> {
  const startedAt = performance.now();
  const { dataDir, remove } = await temporaryDataDir();
  const server = await startServer(dataDir, { env: ENV });
  const processes = { server, worker: await startWorker(dataDir) };
  const postgres = await openPostgres(readEnv({ RUSHES_DATA_DIR: dataDir }), { as: "guest" });
  const db = openDatabase(postgres.url, { maxConnections: 2 });
  await giveCredits(db);
  const life: Life = { url: server.url, key: server.key, kills: 0 };
  const port = Number(new URL(server.url).port);
  const ids = Array.from({ length: args.generations }, async (_, n) => {
    // Spread over the kills, so that something is always going on.
    while (life.kills < Math.floor((n * args.kills) / args.generations)) await sleep(LOOK_EVERY_MS);
    return generate(life, n);
  });
  const [kills, accepted] = await Promise.all([
    killAndRestart({ dataDir, kills: args.kills, port, life }, processes),
    Promise.all(ids),
  ]);
  await drain(db);
  const report = await readReport(db);
  const { rows } = await db.pool.query(
    "select count(*)::int as n from generations where id = any($1)",
    [accepted],
  );
  report.findings.push({
    invariant: "every generation that somebody was told of is there",
    broken: accepted.length - rows[0].n,
  });
  await db.close();
  await processes.worker.kill();
  await postgres.release();
  await server.stop();
  await processes.server.kill();
  await remove();
  const tookMs = performance.now() - startedAt;
  return { ...report, kills, accepted: accepted.length, tookMs };
}
