"use client";
import { LocalTime } from "../local-time.tsx";
import { EntryAmount } from "./entry-amount.tsx";
import { EntryBadge } from "./entry-badge.tsx";
import { EntryReference } from "./entry-reference.tsx";
import { EntrySubject } from "./entry-subject.tsx";
import type { LedgerListProps } from "./ledger-table.tsx";

const credits = (count: number) => count.toLocaleString("en-US");

/** The ledger on small screens: what a row says, in three lines. */
export function LedgerCards({ entries, titles, filters, onFilter }: LedgerListProps) {
  return (
    <ul aria-label="Ledger, newest entries first" className="divide-y divide-line sm:hidden">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="group grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 px-4 py-3 text-sm"
        >
          <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
            <EntryBadge kind={entry.kind} />
            <LocalTime iso={entry.created_at} className="text-muted text-xs tabular-nums" />
          </span>
          <span className="text-right">
            <EntryAmount entry={entry} />
          </span>
          <EntrySubject {...{ entry, titles, filters, onFilter }} />
          <span className="text-right font-mono text-code tabular-nums">
            <span className="sr-only">Balance </span>
            {credits(entry.balance_after)}
          </span>
          <EntryReference {...{ entry, filters, onFilter }} />
          <span className="text-right text-faint text-xs leading-6">
            {entry.held_after > 0 && `${credits(entry.held_after)} held`}
          </span>
        </li>
      ))}
    </ul>
  );
}
