import assert from "node:assert/strict";
import { test } from "node:test";
import type { CreditEntry, CreditEntryPage } from "#lib/contract/credits.ts";
import { mergeHead, newEntries } from "./merge-head.ts";

const entry = (seq: number): CreditEntry => ({
  id: `cre_${seq}`,
  kind: "hold",
  delta: -1,
  held_delta: 1,
  balance_after: 0,
  held_after: 1,
  grant_id: "grt_1",
  grant_kind: "purchased",
  generation_id: null,
  model: null,
  code: null,
  note: null,
  created_at: "2026-11-24T10:00:00.000Z",
});
const page = (seqs: number[], next: string | null = null): CreditEntryPage => ({
  items: seqs.map(entry),
  next_cursor: next,
});
const idsOf = (pages: CreditEntryPage[]) =>
  pages.map(({ items }) => items.map(({ id }) => Number(id.slice(4))));

test("puts what is new on top and leaves every other entry where it was", () => {
  const pages = [page([5, 4, 3], "c3"), page([2, 1])];
  const head = page([7, 6, 5], "c5");
  assert.deepEqual(
    newEntries(pages, head).map(({ id }) => id),
    ["cre_7", "cre_6"],
  );
  const merged = mergeHead(pages, head);
  assert.deepEqual(idsOf(merged), [
    [7, 6, 5, 4, 3],
    [2, 1],
  ]);
  assert.equal(merged[0]?.next_cursor, "c3");
});

test("changes nothing when nothing is new", () => {
  const pages = [page([5, 4, 3], "c3")];
  assert.deepEqual(mergeHead(pages, page([5, 4, 3], "c3")), pages);
});

test("begins anew where more came than a page holds, so that no entry is skipped unseen", () => {
  const merged = mergeHead([page([3, 2, 1])], page([9, 8, 7], "c7"));
  assert.deepEqual(idsOf(merged), [[9, 8, 7]]);
  assert.equal(merged[0]?.next_cursor, "c7");
});

test("fills a ledger that was empty", () => {
  assert.deepEqual(idsOf(mergeHead([page([])], page([1]))), [[1]]);
  assert.deepEqual(idsOf(mergeHead([], page([1]))), [[1]]);
});
