"use client";
import type { CreditEntry } from "#lib/contract/credits.ts";
import { LocalTime } from "../local-time.tsx";
import { Cell, ColumnHead } from "../table-parts.tsx";
import { EntryAmount } from "./entry-amount.tsx";
import { EntryBadge } from "./entry-badge.tsx";
import { EntryReference } from "./entry-reference.tsx";
import { EntrySubject } from "./entry-subject.tsx";
import type { LedgerTitles } from "./entry-words.ts";
import type { LedgerFilters } from "./filters.ts";

export type LedgerListProps = {
  entries: readonly CreditEntry[];
  titles: LedgerTitles;
  filters: LedgerFilters;
  onFilter: (filters: Partial<LedgerFilters>) => void;
};

const credits = (count: number) => count.toLocaleString("en-US");

/** The ledger where there is room for columns. */
export function LedgerTable({ entries, ...context }: LedgerListProps) {
  return (
    <table className="w-full border-separate border-spacing-0 text-sm max-sm:hidden">
      <caption className="sr-only">Ledger, newest entries first</caption>
      <thead>
        <tr>
          <ColumnHead>When</ColumnHead>
          <ColumnHead>What</ColumnHead>
          <ColumnHead>Generation or grant</ColumnHead>
          <ColumnHead isNumber>Credits</ColumnHead>
          <ColumnHead isNumber>Balance</ColumnHead>
          <ColumnHead isNumber className="max-lg:hidden">
            Held
          </ColumnHead>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>td]:border-b-0 [&_td]:border-line [&_td]:border-b">
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} {...context} />
        ))}
      </tbody>
    </table>
  );
}

function EntryRow(props: Omit<LedgerListProps, "entries"> & { entry: CreditEntry }) {
  const { entry, titles, filters, onFilter } = props;
  return (
    <tr className="group transition-colors duration-fast hover:bg-hover/60">
      <Cell className="whitespace-nowrap tabular-nums max-lg:whitespace-normal">
        <LocalTime iso={entry.created_at} />
      </Cell>
      <Cell>
        <span className="grid items-center gap-x-2.5 gap-y-1 lg:grid-cols-[6rem_minmax(0,1fr)]">
          <EntryBadge kind={entry.kind} className="justify-self-start" />
          <EntrySubject {...{ entry, titles, filters, onFilter }} />
        </span>
      </Cell>
      <Cell>
        <EntryReference {...{ entry, filters, onFilter }} />
      </Cell>
      <Cell isNumber>
        <EntryAmount entry={entry} />
      </Cell>
      <Cell isNumber>
        {credits(entry.balance_after)}
        {entry.held_after > 0 && (
          <span className="block font-sans text-faint text-xs lg:hidden">
            {credits(entry.held_after)} held
          </span>
        )}
      </Cell>
      <Cell isNumber className="text-faint max-lg:hidden">
        {entry.held_after > 0 ? credits(entry.held_after) : "–"}
      </Cell>
    </tr>
  );
}
