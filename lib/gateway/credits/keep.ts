import type pg from "pg";
import { expireGrants } from "./expire.ts";
import { renewSubscriptions } from "./renew.ts";

/**
 * What time does to credits: new cycles begin, grants end. In this order, so that a balance that is
 * renewed never looks as if it had fallen to nothing; but one happens whether the other can or not.
 */
export async function keepCredits(pool: pg.Pool, at: Date): Promise<void> {
  try {
    await renewSubscriptions(pool, at);
  } finally {
    await expireGrants(pool, at);
  }
}
