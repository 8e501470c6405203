const NUMBER_TOO_LARGE = "22003";
const CHECK_BROKEN = "23514";

/**
 * Whether a movement failed because the account would have more credits than it can have, those that
 * are held counted in, since they may come back: 2,147,483,647.
 */
export function isTooMany(error: unknown): boolean {
  if (!(error instanceof Error && "code" in error)) return false;
  if (error.code === NUMBER_TOO_LARGE) return true;
  const isBound = "constraint" in error && error.constraint === "credit_accounts_bounded";
  return error.code === CHECK_BROKEN && isBound;
}
