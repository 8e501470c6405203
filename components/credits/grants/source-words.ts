import type { ListedGrant } from "#lib/contract/credits.ts";

const SOURCE_WORDS: Readonly<Record<string, string>> = {
  plan: "Plan",
  test: "Test purchase",
  stripe: "Stripe",
  operator: "Given by an operator",
};

/**
 * Where a grant came from. The plan is named only for what is still of use: a workspace may have
 * had another one when it was given an older grant.
 */
export function sourceWords(
  { source, state }: Pick<ListedGrant, "source" | "state">,
  planTitle: string | null,
): string {
  const words = Object.hasOwn(SOURCE_WORDS, source) ? SOURCE_WORDS[source] : undefined;
  if (source === "plan" && state !== "expired" && planTitle !== null) return `Plan ${planTitle}`;
  return words ?? source;
}
