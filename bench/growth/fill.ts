import type pg from "pg";
import { MEDIA } from "#lib/contract/media.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";

/** Drawn from at random, one of each list: about as long as people's prompts are, and as alike. */
const WORDS = {
  who: "a cat|a small dog|an old lighthouse|a woman in a red coat|two astronauts|a robot barista|a fox|a sailing ship|a neon city|a quiet village|an elderly fisherman|a ballet dancer|a steam locomotive|a dragon|a hummingbird",
  does: "walking through neon rain|standing on a cliff above the sea|sleeping beside a warm fireplace|running across a frozen lake|looking at the stars|dancing in a crowded market|waiting for the last train|flying over endless dunes|reading an ancient map|drinking tea under cherry blossoms",
  style:
    "watercolor style|cinematic lighting|35mm film grain|oil painting|pixel art|line art|studio photograph|isometric illustration|long exposure|soft pastel colors",
  light:
    "at sunset|at dawn|in heavy fog|under a full moon|in the golden hour|during a thunderstorm|on a bright winter morning",
  shot: "wide shot|close-up|aerial view|low angle|tracking shot|symmetrical composition",
  // One prompt in twenty.
  cjk: "一只猫在霓虹雨中行走，水彩画风格|一条龙穿过古老的森林，电影感光线|少女坐在屋顶上看星星，油画|机器人在海边奔跑，赛博朋克",
};

const DIGITS = "'0123456789abcdefghjkmnpqrstvwxyz'";
/** Ten base-32 digits of a time in milliseconds: the begin of a ULID. */
const ID_TIME = Array.from(
  { length: 10 },
  (_, digit) => `substr(${DIGITS}, (ms >> ${45 - 5 * digit} & 31)::int + 1, 1)`,
).join(" || ");
const oneOf = (list: string) => `${list}[1 + floor(random() * cardinality(${list}))::int]`;

const GENERATIONS_SQL = `
with words as (
  select ${Object.keys(WORDS)
    .map((name, index) => `string_to_array($${index + 7}, '|') as ${name}`)
    .join(", ")}
), numbers as (
  select number, random() as share, 1 + floor(random() * cardinality($5::text[]))::int as model,
    (extract(epoch from now()) * 1000)::bigint - 60000 - ($1::bigint - number) * $2::bigint as ms
  from generate_series(1, $1::bigint) as number
), facts as (
  select number, ms, 'gen_' || ${ID_TIME} || substr(md5(number::text), 1, 16) as id,
    to_timestamp(ms / 1000.0) as at, ($5::text[])[model] as model, ($6::text[])[model] as media,
    case when share < 0.9 then 'COMPLETED' when share < 0.98 then 'FAILED' else 'CANCELED' end as status,
    case when number % 20 = 0 then ${oneOf("cjk")}
      else concat_ws(', ', ${oneOf("who")} || ' ' || ${oneOf("does")}, ${oneOf("style")}, ${oneOf("light")}, ${oneOf("shot")})
    end || ', take ' || substr(md5(number || 'take'), 1, 10) as words
  from numbers, words
)
insert into generations (id, workspace_id, mode, model, media, status, input, usage, billing, progress, files,
  failure, attempts, last_seq, claim, upstream, submit_state, upstream_ref, deadline_at, request_id,
  created_at, started_at, finished_at)
select id, $3, $4, model, media, status,
  jsonb_build_object(case media when 'tts' then 'text' else 'prompt' end, words, 'n', 1, 'aspect_ratio', '16:9'),
  '{"total":20,"permanent":20,"subscription":0}', jsonb_build_object('held', 0,
    'captured', case status when 'COMPLETED' then 20 else 0 end,
    'released', case status when 'COMPLETED' then 0 else 20 end,
    'entries', json_build_array($13::bigint + 2 * number - 1, $13::bigint + 2 * number)), case status when 'COMPLETED' then 1 else 0.4 end,
  case status when 'COMPLETED' then jsonb_build_array(jsonb_build_object('key', id || '/1/take.png',
    'fileName', 'take.png', 'contentType', 'image/png', 'sizeBytes', 123456, 'widthPx', 1024,
    'heightPx', 1024, 'durationS', null, 'fps', null, 'hasAudio', false)) end,
  case status when 'FAILED' then jsonb_build_object('message', 'The model failed while generating.',
    'requestId', 'req_' || number, 'retryAfterMs', null, 'code', upper(media) || '_GENERATION_' ||
    (array['FAILED', 'TIMEOUT', 'RATE_LIMITED', 'PROVIDER_UNAVAILABLE', 'CONTENT_REJECTED'])[1 + number % 5]) end,
  '[{"n":1,"ms":1840,"code":null}]', 3, 1, 'sandbox', 'submitted', '{"job":"x"}', at + interval '6 h',
  'req_' || number, at, at + interval '1 s', at + interval '3 s'
from facts`;

const EVENTS_SQL = `
insert into generation_events (generation_id, seq, workspace_id, mode, state, created_at)
select id, seq, workspace_id, mode, jsonb_build_object('progress', case seq when 3 then progress else 0 end,
  'status', (array['IN_QUEUE', 'IN_PROGRESS', status])[seq], 'attempts', attempts, 'startedAt', started_at,
  'finishedAt', finished_at, 'files', case seq when 3 then files end, 'failure', case seq when 3 then failure end), created_at
from generations, generate_series(1, 3) as seq`;

/** One grant pays for all, so the running balance follows from how many were captured so far. */
const LEDGER_SQL = `
with settled as (
  select id, workspace_id, mode, created_at, finished_at, (billing -> 'captured')::int as captured,
    (billing -> 'released')::int as released, (billing -> 'entries' -> 0)::bigint as seq,
    coalesce(sum((billing -> 'captured')::int) over before, 0)::int as spent
  from generations window before as (order by id rows between unbounded preceding and 1 preceding)
), holds as (
  insert into credit_holds (generation_id, workspace_id, mode, amount, captured, released, created_at, settled_at)
  select id, workspace_id, mode, 20, captured, released, created_at, finished_at from settled
)
insert into credit_entries (seq, workspace_id, mode, kind, grant_id, generation_id, delta, held_delta,
  balance_after, held_after, created_at)
overriding system value
select seq + step, workspace_id, mode,
  case when step = 0 then 'hold' when captured > 0 then 'capture' else 'release' end, $1, id,
  case step when 0 then -20 else released end, case step when 0 then 20 else -20 end,
  $2::int - spent - case step when 0 then 20 else captured end, case step when 0 then 20 else 0 end,
  case step when 0 then created_at else finished_at end
from settled, generate_series(0, 1) as step`;

/** Two models of each medium: most people use few. */
const USED = MEDIA.flatMap((media) => MODELS.filter((model) => model.media === media).slice(0, 2));
const MODE = "test";
const SPREAD_MS = 90 * 24 * 3_600_000;

/** Writes the hold and the two entries of each generation, paid by the newest grant of the account. */
async function fillLedger(client: pg.PoolClient): Promise<void> {
  const { rows: grants } = await client.query<{ id: string; balance: number }>(
    `select grants.id, accounts.balance from credit_grants as grants
       join credit_accounts as accounts using (workspace_id, mode) where mode = $1
     order by grants.created_at desc limit 1`,
    [MODE],
  );
  await client.query(LEDGER_SQL, [grants[0]?.id, grants[0]?.balance]);
  const captured = "(select sum(captured) from credit_holds)";
  await client.query(`update credit_grants set remaining = remaining - ${captured} where id = $1`, [
    grants[0]?.id,
  ]);
  await client.query(`update credit_accounts set balance = balance - ${captured} where mode = $1`, [
    MODE,
  ]);
  await client.query(
    "select setval(pg_get_serial_sequence('credit_entries', 'seq'), (select max(seq) from credit_entries))",
  );
}

/**
 * Fills an empty table with so many generations of the last 90 days, of six models, 90 % completed,
 * 8 % failed, 2 % canceled, each with three events and its part of the ledger: 20 credits held, then
 * captured or released, of a grant that must be there. Indexes of generations are built behind that,
 * which is faster.
 */
export async function fillGenerations(
  pool: pg.Pool,
  { rows, workspaceId }: { rows: number; workspaceId: string },
): Promise<void> {
  const client = await pool.connect();
  try {
    // No check of each foreign key.
    await client.query("set session_replication_role = replica");
    await client.query("set maintenance_work_mem = '512MB'");
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes
       where tablename = 'generations' and indexname <> 'generations_pkey'`,
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    const newest = await client.query<{ seq: string }>(
      "select max(seq) as seq from credit_entries",
    );
    await client.query(GENERATIONS_SQL, [
      rows,
      Math.floor(SPREAD_MS / rows),
      workspaceId,
      MODE,
      USED.map(({ id }) => id),
      USED.map(({ media }) => media),
      ...Object.values(WORDS),
      newest.rows[0]?.seq,
    ]);
    await client.query(EVENTS_SQL);
    await fillLedger(client);
    for (const { definition } of indexes) await client.query(definition);
    await client.query("alter index generations_search alter column 1 set statistics 0");
    await client.query("vacuum analyze generations");
    for (const table of ["generation_events", "credit_entries", "credit_holds"]) {
      await client.query(`vacuum analyze ${table}`);
    }
    await client.query("checkpoint");
  } finally {
    client.release(true);
  }
}
