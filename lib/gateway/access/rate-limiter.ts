/**
 * How many requests a minute a key or session may make, counted in the database, so that all
 * processes share one count and a limit of ten lets exactly ten through.
 *
 * A request each would queue for one hot row. So while a process draws points for a key, the
 * requests with that key that come meanwhile gather, and the next draw is for all of them at once:
 * alone a request waits for one short statement, and a crowd costs hardly more than one.
 */
import type pg from "pg";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Log } from "../log.ts";

const MINUTE_S = 60;

/** Where a key or session stands after a request. */
export type Quota = {
  isAllowed: boolean;
  /** Requests a minute. */
  limit: number;
  remaining: number;
  /** Until the minute ends and all is allowed again, in milliseconds. */
  resetMs: number;
};

export type RateLimiter = {
  /** Counts one request of a key or session. */
  take(who: string): Promise<Quota>;
};

type Waiting = PromiseWithResolvers<Quota>;

export type RateLimiterOptions = {
  pool: Pick<pg.Pool, "query">;
  requestsPerMinute: number;
  log: Log;
};

/** A limiter for one process. Where the database does not answer it counts by itself. */
export function createRateLimiter({
  pool,
  requestsPerMinute,
  log,
}: RateLimiterOptions): RateLimiter {
  const rule = { points: requestsPerMinute, duration: MINUTE_S, keyPrefix: "" };
  const limiter = new RateLimiterPostgres({
    ...rule,
    storeType: "pool",
    storeClient: {
      query: (query: pg.QueryConfig) =>
        pool.query(query).catch((error) => {
          log.warn({ err: error }, "requests are counted without the database");
          throw error;
        }),
    },
    tableName: "rate_limits",
    tableCreated: true,
    // Ours sweeps, once for all processes.
    clearExpiredByTimeout: false,
    // Who has used all up is refused from memory for the rest of the minute.
    inMemoryBlockOnConsumed: requestsPerMinute,
    insuranceLimiter: new RateLimiterMemory(rule),
  });
  /** Those who wait for the next draw of a key; there is an entry while a draw is under way. */
  const gathering = new Map<string, Waiting[]>();

  async function draw(who: string, crowd: readonly Waiting[]): Promise<void> {
    try {
      const drawn = await consume(limiter, who, crowd.length);
      // Points are given out in the order of arrival; none when it was refused from memory.
      const first = drawn.consumedPoints - crowd.length + 1;
      crowd.forEach(({ resolve }, index) => {
        const used = drawn.consumedPoints === 0 ? Number.POSITIVE_INFINITY : first + index;
        resolve({
          isAllowed: used <= requestsPerMinute,
          limit: requestsPerMinute,
          remaining: Math.max(0, requestsPerMinute - used),
          resetMs: drawn.msBeforeNext,
        });
      });
    } catch (error) {
      for (const { reject } of crowd) reject(error);
    }
  }

  async function drawAll(who: string, first: Waiting): Promise<void> {
    for (let crowd = [first]; crowd.length > 0; crowd = gathering.get(who) ?? []) {
      gathering.set(who, []);
      await draw(who, crowd);
    }
    gathering.delete(who);
  }

  return {
    take(who) {
      const waiting = Promise.withResolvers<Quota>();
      const crowd = gathering.get(who);
      if (crowd) crowd.push(waiting);
      else void drawAll(who, waiting);
      return waiting.promise;
    },
  };
}

/** Draws points; who gets none or too few learns so by the same answer. */
async function consume(
  limiter: RateLimiterPostgres,
  who: string,
  points: number,
): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(who, points);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  }
}
