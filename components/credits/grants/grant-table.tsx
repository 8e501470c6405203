"use client";
import type { ListedGrant } from "#lib/contract/credits.ts";
import { GRANT_KIND_WORDS } from "../ledger/entry-words.ts";
import { Cell, ColumnHead } from "../table-parts.tsx";
import { GrantBar } from "./grant-bar.tsx";
import { EntriesOfGrant, GrantExpiry, GrantTurn, type ShowEntries } from "./grant-cells.tsx";
import { turnOf } from "./order-of-use.ts";
import { sourceWords } from "./source-words.ts";

export type GrantListProps = {
  grants: readonly ListedGrant[];
  /** Ids of what can be spent, in the order of use. */
  order: readonly string[];
  planTitle: string | null;
  nowMs: number;
  onShowEntries: ShowEntries;
};

const credits = (count: number) => count.toLocaleString("en-US");

/** Grants where there is room for columns. */
export function GrantTable({ grants, order, planTitle, nowMs, onShowEntries }: GrantListProps) {
  return (
    <table className="w-full border-separate border-spacing-0 text-sm max-sm:hidden">
      <caption className="sr-only">Grants, those that can be spent first</caption>
      <thead>
        <tr>
          <ColumnHead>Order of use</ColumnHead>
          <ColumnHead>Credits</ColumnHead>
          <ColumnHead isNumber>Remaining</ColumnHead>
          <ColumnHead className="w-1/4 max-lg:hidden">
            <span className="sr-only">Share that remains</span>
          </ColumnHead>
          <ColumnHead>Expires</ColumnHead>
          <ColumnHead>
            <span className="sr-only">Ledger</span>
          </ColumnHead>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>td]:border-b-0 [&_td]:border-line [&_td]:border-b">
        {grants.map((grant) => (
          <tr key={grant.id} className="transition-colors duration-fast hover:bg-hover/60">
            <Cell>
              <GrantTurn grant={grant} turn={turnOf(grant, order)} />
            </Cell>
            <Cell>
              <span className="block font-medium">{GRANT_KIND_WORDS[grant.kind]}</span>
              <span className="text-faint text-xs">{sourceWords(grant, planTitle)}</span>
            </Cell>
            <Cell isNumber>
              {credits(grant.remaining)}{" "}
              <span className="text-faint">/ {credits(grant.amount)}</span>
              {grant.held > 0 && (
                <span className="block font-sans text-faint text-xs">
                  {credits(grant.held)} held
                </span>
              )}
              <span className="mt-1.5 block lg:hidden">
                <GrantBar grant={grant} />
              </span>
            </Cell>
            <Cell className="max-lg:hidden">
              <GrantBar grant={grant} />
            </Cell>
            <Cell className="whitespace-nowrap max-lg:whitespace-normal">
              <GrantExpiry grant={grant} nowMs={nowMs} />
            </Cell>
            <Cell className="text-right">
              <EntriesOfGrant id={grant.id} onShow={onShowEntries} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
