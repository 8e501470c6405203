import type { CreditEntry, CreditEntryPage } from "#lib/contract/credits.ts";

/** Entries of a newly read first page that the loaded pages lack. */
export function newEntries(
  pages: readonly CreditEntryPage[],
  head: CreditEntryPage,
): CreditEntry[] {
  const newest = pages[0]?.items[0];
  if (!newest) return head.items;
  const known = head.items.findIndex(({ id }) => id === newest.id);
  return known === -1 ? head.items : head.items.slice(0, known);
}

/**
 * The loaded pages with a newly read first page on top. Where the two no longer touch, since more
 * came than a page holds, what was loaded is let go: a ledger with a hole in it would be a lie.
 */
export function mergeHead(
  pages: readonly CreditEntryPage[],
  head: CreditEntryPage,
): CreditEntryPage[] {
  const [first, ...older] = pages;
  const fresh = newEntries(pages, head);
  if (!first || first.items.length === 0) return [head];
  if (fresh.length === head.items.length) return head.items.length > 0 ? [head] : [...pages];
  return fresh.length === 0
    ? [...pages]
    : [{ ...first, items: [...fresh, ...first.items] }, ...older];
}
