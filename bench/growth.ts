/**
 * Whether accepting and listing cost more when more is stored: the same requests to two servers, in
 * turns, one with 1,000 stored generations and one with 1,000,000, each with its two ledger entries.
 *
 *     npm run bench growth
 *     npm run bench growth -- --rows 100000
 */
import { Agent, request } from "node:http";
import { parseArgs } from "node:util";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { openDatabase } from "#lib/gateway/db/database.ts";
import { readEnv } from "#lib/gateway/env.ts";
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";
import { grantCredits, startServer, temporaryDataDir } from "../e2e/support/server.ts";
import { fillGenerations } from "./growth/fill.ts";
import { percentile, printConditions, printTable } from "./report.ts";

const FEW = 1_000;
const WARM_UPS = 20;
const LISTS = 300;
const ACCEPTS = 2_000;
const CREDITS = 1_000_000_000;
const DAY_MS = 24 * 3_600_000;

const { values } = parseArgs({ options: { rows: { type: "string", default: "1000000" } } });
const many = Math.max(FEW, Number.parseInt(values.rows, 10));
const agent = new Agent({ keepAlive: true });

type Answer = { ms: number; status: number; body: string };
type Subject = Awaited<ReturnType<typeof openSubject>>;

/** A server of its own on a database of its own, filled. */
async function openSubject(rows: number) {
  const { dataDir, remove } = await temporaryDataDir();
  const server = await startServer(dataDir, {
    env: {
      RUSHES_WORKER: "off",
      RUSHES_RATE_LIMIT_PER_MINUTE: "1000000",
      RUSHES_CONCURRENT_GENERATIONS: "1000000",
    },
  });
  await grantCredits(server, CREDITS);
  const postgres = await openPostgres(readEnv({ RUSHES_DATA_DIR: dataDir }), { as: "guest" });
  const { pool } = openDatabase(postgres.url, { maxConnections: 1 });
  const startedAt = performance.now();
  const { rows: keys } = await pool.query("select workspace_id from api_keys limit 1");
  await fillGenerations(pool, { rows, workspaceId: keys[0].workspace_id });
  const tookS = (performance.now() - startedAt) / 1000;
  console.error(`filled ${rows.toLocaleString("en")} generations in ${tookS.toFixed(0)} s`);
  const middle = await pool.query<{ id: string; words: string }>(
    `select id, coalesce(input ->> 'prompt', input ->> 'text') as words from generations order by id offset $1 limit 1`,
    [Math.floor(rows / 3)],
  );
  return {
    rows,
    /** An old generation: two thirds of all are newer. */
    old: middle.rows[0] ?? { id: "", words: "" },
    send: (method: "GET" | "POST", path: string, body?: string) =>
      new Promise<Answer>((resolve, reject) => {
        const sentAt = performance.now();
        const headers = {
          authorization: `Bearer ${server.key}`,
          "content-type": "application/json",
        };
        request(`${server.url}${path}`, { method, agent, headers }, async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk);
          const ms = performance.now() - sentAt;
          resolve({ ms, status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
        })
          .on("error", reject)
          .end(body);
      }),
    async close() {
      await pool.end();
      await server.stop();
      await postgres.release();
      await remove();
    },
  };
}

const now = Date.now();
const MODEL = MODELS.find(({ media }) => media === "image")?.id ?? "";
const CODE = "IMAGE_GENERATION_TIMEOUT";
const from = new Date(now - 31 * DAY_MS).toISOString();
const to = new Date(now - 30 * DAY_MS).toISOString();
const before = { from: "2001-01-01T00:00:00Z", to: "2001-01-02T00:00:00Z" };
const cursor = ({ old }: Subject) => Buffer.from(old.id).toString("base64url");
const take = ({ old }: Subject) => old.words.slice(-10);

const LISTED: [string, (subject: Subject) => Record<string, string>][] = [
  ["newest 20", () => ({})],
  ["newest 100", () => ({ limit: "100" })],
  ["deep page", (subject) => ({ cursor: cursor(subject) })],
  ["status, most", () => ({ status: "COMPLETED" })],
  ["status, few, deep page", (subject) => ({ status: "CANCELED", cursor: cursor(subject) })],
  ["status, none", () => ({ status: "IN_PROGRESS" })],
  ["media", () => ({ media: "video" })],
  ["media + status", () => ({ media: "tts", status: "CANCELED" })],
  ["model", () => ({ model: MODEL })],
  ["model, none", () => ({ model: "nobody/knows" })],
  ["model + status", () => ({ model: MODEL, status: "FAILED" })],
  ["code", () => ({ code: CODE })],
  ["code + model", () => ({ code: CODE, model: MODEL })],
  ["a day", () => ({ from, to })],
  ["a day + status + media", () => ({ from, to, status: "FAILED", media: "image" })],
  ["a day, none", () => before],
  ["q in 1 of 8", () => ({ q: "oil painting" })],
  ["q in 1 of 10, in none of the status", () => ({ q: "pixel art", status: "IN_QUEUE" })],
  ["q in 1 of 160", () => ({ q: "dragon running" })],
  ["q in 1 of 80, CJK", () => ({ q: "霓虹" })],
  ["q in one", (subject) => ({ q: take(subject) })],
  ["q in none", () => ({ q: "xylophone quartet" })],
  ["q in none, two letters", () => ({ q: "zq" })],
  ["q + status + media + a day", () => ({ q: "fox", status: "FAILED", media: "image", from, to })],
];

type Row = { what: string; few: number[]; many: number[]; items: [number, number] };

/** The same request to both in turns, so that whatever else the machine does hits both alike. */
async function compare(what: string, count: number, send: (subject: Subject) => Promise<Answer>) {
  const row: Row = { what, few: [], many: [], items: [0, 0] };
  for (let turn = -WARM_UPS; turn < count; turn++) {
    for (const [index, subject] of [small, large].entries()) {
      const { ms, status, body } = await send(subject);
      if (status >= 300) throw new Error(`${what} was answered ${status}: ${body}`);
      row.items[index] = JSON.parse(body).items?.length ?? 1;
      if (turn >= 0) [row.few, row.many][index]?.push(ms);
    }
  }
  return row;
}

const small = await openSubject(FEW);
const large = await openSubject(many);
const measured: Row[] = [];
for (const [what, query] of LISTED) {
  measured.push(
    await compare(`list: ${what}`, LISTS, (subject) =>
      subject.send("GET", `/api/v1/generations?${new URLSearchParams(query(subject))}`),
    ),
  );
}
const body = JSON.stringify({ prompt: "sunrise over mountains in watercolor style" });
const accept = (subject: Subject) =>
  subject.send("POST", "/api/v1/generation/bytedance/seedream-4.5", body);
measured.unshift(await compare("accept", ACCEPTS, accept));
let isWriting = true;
const writing = [small, large].map(async (subject) => {
  while (isWriting) await accept(subject);
});
measured.push(
  await compare("list: newest 20, while one accepts", LISTS, (subject) =>
    subject.send("GET", "/api/v1/generations"),
  ),
);
isWriting = false;
await Promise.all(writing);
await small.close();
await large.close();

const ms = (times: readonly number[], share: number) => percentile(times, share).toFixed(1);
printConditions();
console.log(`Milliseconds of a whole request; ${LISTS} of each list, ${ACCEPTS} accepted.\n`);
printTable([
  [
    "what",
    "items",
    "p50",
    "p99",
    `at ${many.toLocaleString("en")}: p50`,
    "p99",
    "p50 ratio",
    "p99 ratio",
  ],
  ...measured.map(({ what, items, few, many }) => [
    what,
    items[0] === items[1] ? `${items[0]}` : items.join(" → "),
    ms(few, 50),
    ms(few, 99),
    ms(many, 50),
    ms(many, 99),
    (percentile(many, 50) / percentile(few, 50)).toFixed(2),
    (percentile(many, 99) / percentile(few, 99)).toFixed(2),
  ]),
]);
