/**
 * What it costs to look at a long ledger: 1,000,000 entries of one workspace, over a year and 60
 * grants, of which 5 are active. Balance, pages under every filter, usage, the audit, the CSV file
 * and what it takes in memory; and what renewing and expiring cost with 10,000 workspaces.
 *
 *     npm run bench ledger
 *     npm run bench ledger -- --entries 100000 --workspaces 1000
 */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { auditLedger } from "#lib/gateway/credits/audit.ts";
import { getBalance } from "#lib/gateway/credits/balance.ts";
import { type EntryFilter, listEntries } from "#lib/gateway/credits/entries.ts";
import { expireGrants } from "#lib/gateway/credits/expire.ts";
import { renewSubscriptions } from "#lib/gateway/credits/renew.ts";
import { openDatabase } from "#lib/gateway/db/database.ts";
import { readEnv } from "#lib/gateway/env.ts";
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";
import { startServer, type TestServer, temporaryDataDir } from "../e2e/support/server.ts";
import { fillLedger } from "./ledger/fill.ts";
import { percentile, printConditions, printTable } from "./report.ts";

const WARM_UPS = 20;
const TIMES = 200;
const USAGE_TIMES = 10;
const DAY_MS = 24 * 3_600_000;
const LOOK_AT_MEMORY_MS = 20;
const SLOW_READ_MS = 10;
const LEAVE_BYTES = 5_000_000;
const MIB = 1024 ** 2;

const { values } = parseArgs({
  options: {
    entries: { type: "string", default: "1000000" },
    workspaces: { type: "string", default: "10000" },
  },
});
const entries = Math.max(1_000, Number.parseInt(values.entries, 10));
const workspaces = Math.max(1, Number.parseInt(values.workspaces, 10));
const agent = new Agent({ keepAlive: true });
const table: string[][] = [["what", "p50", "p99", "budget"]];

/** Sends a GET and hands its body on piece by piece; gives its size, or that the reader left. */
function get(
  server: TestServer,
  path: string,
  onChunk: (chunk: Buffer, size: number) => Promise<void> | boolean | void = () => {},
): Promise<{ size: number; lines: number }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${server.key}` };
    const sent = request(`${server.url}${path}`, { agent, headers }, async (response) => {
      let size = 0;
      let lines = 0;
      for await (const chunk of response as AsyncIterable<Buffer>) {
        size += chunk.byteLength;
        for (const byte of chunk) if (byte === 10) lines += 1;
        if ((await onChunk(chunk, size)) === true) {
          sent.destroy();
          break;
        }
      }
      if (response.statusCode === 200) resolve({ size, lines });
      else reject(new Error(`${path} was answered ${response.statusCode}`));
    });
    sent.on("error", reject).end();
  });
}

/** Milliseconds of so many runs, as a line of the table. */
async function measure(
  what: string,
  run: () => Promise<unknown>,
  { budgetMs, times = TIMES }: { budgetMs?: number; times?: number } = {},
): Promise<void> {
  const took: number[] = [];
  for (let n = -Math.min(WARM_UPS, times); n < times; n++) {
    const startedAt = performance.now();
    await run();
    if (n >= 0) took.push(performance.now() - startedAt);
  }
  const inMs = (share: number) => `${percentile(took, share).toFixed(1)} ms`;
  const budget = budgetMs === undefined ? "" : `≤ ${budgetMs} ms`;
  table.push([what, inMs(50), inMs(99), budget]);
  console.error(`${what}: ${inMs(50)}, ${inMs(99)}`);
}

/** Resident memory of a process, in bytes. */
function residentOf(server: TestServer): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** Reads the whole file, or until the reader leaves, with an eye on the server's memory. */
async function exportCsv(
  server: TestServer,
  what: string,
  onChunk?: (chunk: Buffer, size: number) => Promise<void> | boolean | void,
): Promise<number> {
  const before = residentOf(server);
  let peak = before;
  const looking = setInterval(() => {
    peak = Math.max(peak, residentOf(server));
  }, LOOK_AT_MEMORY_MS);
  const startedAt = performance.now();
  const { size, lines } = await get(server, "/api/v1/credits/entries.csv", onChunk).catch(() => ({
    size: LEAVE_BYTES,
    lines: 0,
  }));
  const tookS = (performance.now() - startedAt) / 1000;
  await sleep(LOOK_AT_MEMORY_MS * 5);
  clearInterval(looking);
  const mib = (bytes: number) => `${(bytes / MIB).toFixed(0)} MiB`;
  csv.push([
    what,
    `${mib(size)} in ${tookS.toFixed(1)} s`,
    `${(lines / tookS).toFixed(0)}/s`,
    mib(before),
    mib(peak),
    mib(residentOf(server)),
  ]);
  console.error(csv.at(-1)?.join(" | "));
  return lines;
}

const csv: string[][] = [["CSV", "size", "lines", "memory before", "at most", "behind"]];

const { dataDir, remove } = await temporaryDataDir();
const server = await startServer(dataDir, {
  env: { RUSHES_WORKER: "off", RUSHES_RATE_LIMIT_PER_MINUTE: "1000000" },
});
const postgres = await openPostgres(readEnv({ RUSHES_DATA_DIR: dataDir }), { as: "guest" });
const { pool } = openDatabase(postgres.url, { maxConnections: 4 });
const found = await pool.query("select workspace_id from api_keys limit 1");
const workspaceId: string = found.rows[0].workspace_id;
// What a new workspace is given; the year that is filled in has credits of its own.
for (const name of ["credit_entries", "credit_grants", "credit_accounts"]) {
  await pool.query(`set session_replication_role = replica; delete from ${name}`);
}
const startedAt = performance.now();
const filled = await fillLedger(pool, { entries, workspaceId });
console.error(`filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);

const of = { workspaceId, mode: "test" as const };
await measure("balance, getBalance", () => getBalance(pool, { ...of, at: new Date() }), {
  budgetMs: 2,
});
await measure("balance, GET /credits", () => get(server, "/api/v1/credits"), { budgetMs: 2 });

const monthAgo = Date.now() - 30 * DAY_MS;
const cursor = (seq: number) => Buffer.from(String(seq)).toString("base64url");
const time = (ms: number) => new Date(ms).toISOString();
const PAGES: [string, Record<string, string>][] = [
  ["newest 20", {}],
  ["newest 100", { limit: "100" }],
  ["deep cursor", { cursor: cursor(filled.middle) }],
  ...["grant", "hold", "capture", "release", "expire", "adjust"].map(
    (kind): [string, Record<string, string>] => [`kind ${kind}`, { kind }],
  ),
  ["kind grant, deep cursor", { kind: "grant", cursor: cursor(filled.middle) }],
  ["kind hold, deep cursor", { kind: "hold", cursor: cursor(filled.middle) }],
  ["a generation", { generation: filled.generationId }],
  ["a generation, none", { generation: "gen_nobody" }],
  ["a grant", { grant: filled.grantId }],
  ["a grant, kind release", { grant: filled.grantId, kind: "release" }],
  ["a grant, kind adjust (none)", { grant: filled.grantId, kind: "adjust" }],
  ["a day", { from: time(monthAgo), to: time(monthAgo + DAY_MS) }],
  ["a day, kind expire", { from: time(monthAgo), to: time(monthAgo + DAY_MS), kind: "expire" }],
  ["up to a year ago", { to: time(Date.now() - 364 * DAY_MS) }],
  ["before all", { to: "2001-01-01T00:00:00Z" }],
  ["since a minute", { from: time(Date.now() - 60_000) }],
];
/** What the server makes of a query. */
function filterOf(query: Record<string, string>): EntryFilter {
  return {
    ...of,
    limit: Number(query.limit ?? 20) + 1,
    before: query.cursor === undefined ? null : filled.middle,
    kind: (query.kind as EntryFilter["kind"] | undefined) ?? null,
    generationId: query.generation ?? null,
    grantId: query.grant ?? null,
    from: query.from === undefined ? null : new Date(query.from),
    to: query.to === undefined ? null : new Date(query.to),
  };
}
for (const [what, query] of PAGES) {
  const path = `/api/v1/credits/entries?${new URLSearchParams(query)}`;
  await measure(`page: ${what}`, () => get(server, path), { budgetMs: 10 });
  await measure("  its query alone", () => listEntries(pool, filterOf(query)), { budgetMs: 10 });
}
for (const [span, from] of [
  ["30 days", monthAgo],
  ["a year", Date.now() - 365 * DAY_MS],
] as const) {
  for (const by of ["day", "model", "key", "code"]) {
    const path = `/api/v1/credits/usage?${new URLSearchParams({ by, from: time(from) })}`;
    await measure(`usage by ${by}, ${span}`, () => get(server, path), { times: USAGE_TIMES });
  }
}
await measure("audit, whole", () => auditLedger(pool), { times: 1 });
await measure("audit, of the workspace", () => auditLedger(pool, of), { times: 1 });
const findings = await auditLedger(pool);

const lines = await exportCsv(server, "a fast reader");
await exportCsv(server, "a slow reader", async () => {
  await sleep(SLOW_READ_MS);
});
await exportCsv(server, "a reader who leaves", (_, size) => size > LEAVE_BYTES);

await pool.query(
  `insert into workspaces (id, name, plan, plan_started_at)
   select 'wsp_many_' || n, 'many ' || n, 'pro', now() - interval '40 days' from generate_series(1, $1::int) as n`,
  [workspaces],
);
const many: string[][] = [[`${workspaces.toLocaleString("en")} workspaces`, "changed", "took"]];
const now = Date.now();
for (const [what, run] of [
  ["renew", () => renewSubscriptions(pool, new Date(now))],
  ["renew again, nothing due", () => renewSubscriptions(pool, new Date(now))],
  ["expire, a cycle later", () => expireGrants(pool, new Date(now + 35 * DAY_MS))],
  ["expire again, nothing due", () => expireGrants(pool, new Date(now + 35 * DAY_MS))],
] as const) {
  const at = performance.now();
  const changed = await run();
  many.push([what, String(changed), `${((performance.now() - at) / 1000).toFixed(2)} s`]);
  console.error(many.at(-1)?.join(" | "));
}
await pool.end();
await server.stop();
await postgres.release();
await remove();

printConditions();
console.log(
  `${filled.entries.toLocaleString("en")} entries; ${TIMES} of each page; HTTP over a connection that is kept.\n`,
);
printTable(table);
console.log("");
printTable(csv);
console.log("");
printTable(many);
const broken = findings.filter((finding) => finding.broken > 0);
console.log(`\nAudit of what was filled in: ${broken.length === 0 ? "clean" : "BROKEN"}.`);
for (const { invariant } of broken) console.log(`  ${invariant}`);
if (broken.length > 0 || lines !== filled.entries + 1) process.exitCode = 1;
