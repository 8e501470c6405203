/**
 * Whose jobs are nobody's any more.
 *
 * A process that takes jobs holds, as long as it lives, an advisory lock made of its worker pool's
 * id, in its listening session. A job in the queue is locked in the name of such a pool. When the
 * lock is gone the process is dead, however it died; its jobs are freed at once and another process
 * goes on with them. A session that breaks for a moment is not a death: the lock has to be missing
 * for `GRACE_MS`.
 */
import type pg from "pg";

const LOCK_SPACE = 7_218_002;
const GRACE_MS = 2_500;

type Queryable = Pick<pg.Pool, "query">;

/** Says that the pool lives, until the session ends. */
export async function holdLiveness(session: Queryable, poolId: string): Promise<void> {
  await session.query("select pg_advisory_lock_shared($1, hashtext($2))", [LOCK_SPACE, poolId]);
}

/** Says that the pool lives no more, while the session goes on. */
export async function releaseLiveness(session: Queryable, poolId: string): Promise<void> {
  await session.query("select pg_advisory_unlock_shared($1, hashtext($2))", [LOCK_SPACE, poolId]);
}

async function deadPools(db: Queryable): Promise<string[]> {
  const result = await db.query<{ pool: string }>(
    `select distinct jobs.locked_by as pool from graphile_worker._private_jobs as jobs
     where jobs.locked_by is not null and not exists (
       select from pg_locks
       where locktype = 'advisory' and granted and classid = $1
         and objid::bigint = hashtext(jobs.locked_by)::bigint & 4294967295
         and database = (select oid from pg_database where datname = current_database()))`,
    [LOCK_SPACE],
  );
  return result.rows.map((row) => row.pool);
}

/**
 * A function that frees the jobs of dead processes when called now and then; it gives how many died.
 * The own pool, which `isOwn` knows, lives whatever its lock says.
 */
export function createReaper(
  db: Queryable,
  isOwn: (poolId: string) => boolean = () => false,
): (now: Date) => Promise<number> {
  const missingSince = new Map<string, number>();
  return async (now) => {
    const dead = (await deadPools(db)).filter((pool) => !isOwn(pool));
    for (const pool of missingSince.keys()) if (!dead.includes(pool)) missingSince.delete(pool);
    for (const pool of dead) {
      if (!missingSince.has(pool)) missingSince.set(pool, now.getTime());
    }
    const gone = dead.filter((pool) => now.getTime() - (missingSince.get(pool) ?? 0) >= GRACE_MS);
    if (gone.length > 0) await db.query("select graphile_worker.force_unlock_workers($1)", [gone]);
    return gone.length;
  };
}
