/** Words about our key, our balance or our bill, whichever status they come with. */
const TROUBLE = [
  /\binsufficient[_ ](account[_ ])?(balance|credits?|funds|quota)\b/i,
  /\b(balance|credits?|funds)( is| are)? (insufficient|exhausted|depleted|too low|not enough)\b/i,
  /\b(out of|not enough|exhausted|no remaining) (balance|credits?|funds)\b/i,
  /\bpayment (is )?(required|overdue|failed)\b/i,
  /\b(account|subscription|organization)\b.{0,30}\b(locked|suspended|deactivated|disabled|overdue|in arrears|not active|expired)\b/i,
  /\bbilling (hard limit|soft limit|not active|account|details)\b/i,
  /\bspend(ing)? (limit|cap)\b/i,
  /\b(invalid|incorrect|missing|expired|revoked) api[ _-]?(key|token)\b/i,
  /\bapi[ _-]?key( is)?( not)? (valid|invalid|expired|revoked)\b/i,
  /\bquota\b.{0,20}\bexceeded\b|\bexceed(s|ed)?\b.{0,20}\bquota\b/i,
];

/**
 * True when a refusal speaks of our account at the vendor: whatever it is called there, it is not
 * the caller's input that was wrong.
 */
export function isAccountTrouble(sentences: readonly string[]): boolean {
  return sentences.some((sentence) =>
    TROUBLE.some((pattern) => pattern.test(sentence.slice(0, 2_000))),
  );
}
