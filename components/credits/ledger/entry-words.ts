import type { CreditEntry, CreditGrant } from "#lib/contract/credits.ts";

type Kind = CreditEntry["kind"];

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  grant: "Granted",
  hold: "Held",
  capture: "Captured",
  release: "Released",
  expire: "Expired",
  adjust: "Adjusted",
};

/** What each kind of entry means for who reads the ledger. */
export const KIND_MEANINGS: Readonly<Record<Kind, string>> = {
  grant: "Credits were given",
  hold: "Set aside for a generation that was accepted",
  capture: "Paid for what was made, out of what was held",
  release: "Held and not used: back in the balance",
  expire: "What remained when the grant ended",
  adjust: "A correction by an operator, or a refund of a payment",
};

export const GRANT_KIND_WORDS: Readonly<Record<CreditGrant["kind"], string>> = {
  subscription: "Subscription",
  purchased: "Purchased",
  promotional: "Promotional",
};

/** How people call what a ledger names by ids: models, and the codes of failures. */
export type LedgerTitles = {
  models: Readonly<Record<string, string>>;
  codes: Readonly<Record<string, string>>;
};

/** What an entry was about: its note, the model's title, or the kind of its grant. */
export function entrySubject(entry: CreditEntry, { models }: LedgerTitles): string {
  if (entry.note) return entry.note;
  if (entry.model) return models[entry.model] ?? entry.model;
  return `${GRANT_KIND_WORDS[entry.grant_kind]} credits`;
}

/** Which failure gave credits back, in the words of its card; null for every other entry. */
export function entryReason({ code }: CreditEntry, { codes }: LedgerTitles): string | null {
  return code === null ? null : (codes[code] ?? code);
}

/** Credits that an entry moved. A capture leaves the balance alone: it takes from what was held. */
export function movedCredits({ kind, delta, held_delta }: CreditEntry): number {
  return kind === "capture" ? held_delta : delta;
}

/** 120 → `+120`, -16 → `−16`: with a real minus, as wide as the plus. */
export function signed(credits: number): string {
  const figures = Math.abs(credits).toLocaleString("en-US");
  if (credits === 0) return figures;
  return credits > 0 ? `+${figures}` : `−${figures}`;
}
