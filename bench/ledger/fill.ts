import type pg from "pg";
import { MEDIA } from "#lib/contract/media.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";

const PRICE = 20;
const GRANTS = 60;
/** The newest of them, which have credits left and have not ended. */
const ACTIVE = 5;
const SPARE = 50_000;
const YEAR_MS = 365 * 24 * 3_600_000;
/** A generation ends when so many others have begun behind it. */
const OVERLAP = 3;
const KEYS = 3;

const MODEL_IDS = MEDIA.flatMap((media) =>
  MODELS.filter((model) => model.media === media).slice(0, 3),
);

/** Generations of a year, evenly, each paid by the grant of its time; of 25 two fail and one makes half. */
const GENERATIONS_SQL = `
create temporary table paid as
select n, 'gen_b' || lpad(n::text, 12, '0') as id, ceil(n * ${GRANTS}::numeric / $1)::int as grant_n,
  now() - ($1::bigint - n + 1) * ($2::bigint / $1) * interval '1 ms' as at,
  case when n % 25 in (3, 9) then 0 when n % 25 = 5 then ${PRICE / 2} else ${PRICE} end as captured,
  ($3::text[])[1 + n % cardinality($3::text[])] as model, ($4::text[])[1 + n % cardinality($4::text[])] as media,
  ($5::text[])[1 + n % cardinality($5::text[])] as key_id
from generate_series(1, $1::bigint) as n`;

const ROWS_SQL = `
insert into generations (id, workspace_id, mode, model, media, status, input, usage, billing, progress, failure,
  last_seq, deadline_at, request_id, key_id, created_at, started_at, finished_at)
select id, $1, 'test', model, media, case when captured > 0 then 'COMPLETED' else 'FAILED' end, '{"prompt":"a"}',
  '{"total":${PRICE},"subscription":0,"permanent":${PRICE}}', jsonb_build_object('held', 0, 'captured', captured,
  'released', ${PRICE} - captured, 'entries', '[]'::jsonb), 1,
  case when captured = 0 then jsonb_build_object('message', 'The model failed.', 'requestId', 'req_x',
    'retryAfterMs', null, 'code', upper(media) || '_GENERATION_' || (array['FAILED', 'TIMEOUT'])[1 + n % 2]) end,
  3, at + interval '1 hour', 'req_x', key_id, at, at, at + interval '5 s'
from paid`;

const HOLDS_SQL = `
insert into credit_holds (generation_id, workspace_id, mode, key_id, amount, captured, released, created_at, settled_at)
select id, $1, 'test', key_id, ${PRICE}, captured, ${PRICE} - captured, at, at + interval '5 s' from paid`;

/** Of each grant what its generations cost; the old ones end in the end of their time with the rest. */
const GRANTS_SQL = `
create temporary table given as
select grant_n, 'grt_b' || lpad(grant_n::text, 4, '0') as id, min(n) as first_n, max(n) as last_n, min(at) as at,
  max(at) + interval '1 minute' as ended_at, count(*) * ${PRICE} + case when grant_n > ${GRANTS - ACTIVE} then ${SPARE} else 0 end as amount,
  sum(${PRICE} - captured) as returned, grant_n > ${GRANTS - ACTIVE} as is_active
from paid group by grant_n`;

const GRANT_ROWS_SQL = `
insert into credit_grants (id, workspace_id, mode, kind, amount, remaining, held, source, expires_at, created_at)
select id, $1, 'test', case when grant_n % 3 = 0 then 'subscription' else 'purchased' end, amount,
  case when is_active then ${SPARE} + returned else 0 end, 0, 'bench',
  case when is_active then now() + interval '200 days' else ended_at end, at from given`;

/** All movements in the order in which they happened, with the running balance that follows. */
const ENTRIES_SQL = `
insert into credit_entries (workspace_id, mode, kind, grant_id, generation_id, delta, held_delta, balance_after,
  held_after, created_at)
select $1, 'test', kind, grant_id, generation_id, delta, held_delta, sum(delta) over moved, sum(held_delta) over moved, at
from (
  select first_n * 10 - 1 as nth, 'grant' as kind, id as grant_id, null as generation_id, amount as delta, 0 as held_delta, at from given
  union all
  select n * 10, 'hold', given.id, paid.id, -${PRICE}, ${PRICE}, paid.at from paid join given using (grant_n)
  union all
  select (n + ${OVERLAP}) * 10 + 1, 'capture', given.id, paid.id, 0, -captured, paid.at + interval '5 s'
  from paid join given using (grant_n) where captured > 0
  union all
  select (n + ${OVERLAP}) * 10 + 2, 'release', given.id, paid.id, ${PRICE} - captured, captured - ${PRICE}, paid.at + interval '5 s'
  from paid join given using (grant_n) where captured < ${PRICE}
  union all
  select (last_n + ${OVERLAP}) * 10 + 3, 'expire', id, null, -returned, 0, ended_at from given where not is_active and returned > 0
) as movements
window moved as (order by nth)
order by nth`;

const KEY_MONTHS_SQL = `
insert into credit_key_months (key_id, month, credits)
select key_id, date_trunc('month', created_at at time zone 'UTC')::date, sum(amount - released)
from credit_holds group by 1, 2`;

const ACCOUNT_SQL = `
insert into credit_accounts (workspace_id, mode, balance, held)
select workspace_id, mode, sum(remaining), sum(held) from credit_grants where workspace_id = $1 and mode = 'test' group by 1, 2
on conflict (workspace_id, mode) do update set balance = excluded.balance, held = excluded.held`;

/**
 * Gives a workspace without credits a ledger of about so many entries in test mode, over a year and 60
 * grants of which 5 are active; every invariant holds. Gives what the measurements ask for.
 */
export async function fillLedger(
  pool: pg.Pool,
  { entries, workspaceId }: { entries: number; workspaceId: string },
): Promise<{ entries: number; generationId: string; grantId: string; middle: number }> {
  const client = await pool.connect();
  // A hold and an end each, and of one in 25 both a capture and a release.
  const generations = Math.round(entries / 2.04);
  try {
    const keys = Array.from({ length: KEYS }, (_, n) => `key_bench_${n}`);
    await client.query(
      `insert into api_keys (id, workspace_id, mode, name, hash, last_four, scopes)
       select id, $1, 'test', id, id, 'xxxx', '{}' from unnest($2::text[]) as id`,
      [workspaceId, keys],
    );
    // No check of each foreign key.
    await client.query("set session_replication_role = replica");
    await client.query("set work_mem = '512MB'");
    await client.query(GENERATIONS_SQL, [
      generations,
      YEAR_MS,
      MODEL_IDS.map(({ id }) => id),
      MODEL_IDS.map(({ media }) => media),
      keys,
    ]);
    await client.query("analyze paid");
    await client.query(GRANTS_SQL);
    for (const sql of [ROWS_SQL, HOLDS_SQL, GRANT_ROWS_SQL, ENTRIES_SQL, ACCOUNT_SQL]) {
      await client.query(sql, [workspaceId]);
    }
    await client.query(KEY_MONTHS_SQL);
    for (const table of ["generations", "credit_entries", "credit_holds", "credit_grants"]) {
      await client.query(`vacuum analyze ${table}`);
    }
    await client.query("checkpoint");
    const { rows } = await client.query(
      `select (select count(*)::int from credit_entries) as entries,
         (select id from paid where n = $1) as generation_id,
         (select id from given where grant_n = ${GRANTS / 2}) as grant_id,
         (select max(seq) / 2 from credit_entries)::int as middle`,
      [Math.floor(generations / 3)],
    );
    const [{ entries: made, generation_id: generationId, grant_id: grantId, middle }] = rows;
    return { entries: made, generationId, grantId, middle };
  } finally {
    client.release(true);
  }
}
