"use client";
import { GRANT_KIND_WORDS } from "../ledger/entry-words.ts";
import { GrantBar } from "./grant-bar.tsx";
import { EntriesOfGrant, GrantExpiry, GrantTurn } from "./grant-cells.tsx";
import type { GrantListProps } from "./grant-table.tsx";
import { turnOf } from "./order-of-use.ts";
import { sourceWords } from "./source-words.ts";

const credits = (count: number) => count.toLocaleString("en-US");

/** Grants on small screens. */
export function GrantCards({ grants, order, planTitle, nowMs, onShowEntries }: GrantListProps) {
  return (
    <ul
      aria-label="Grants, those that can be spent first"
      className="divide-y divide-line sm:hidden"
    >
      {grants.map((grant) => (
        <li key={grant.id} className="grid gap-2 px-4 py-3.5 text-sm">
          <div className="flex items-start gap-2.5">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{GRANT_KIND_WORDS[grant.kind]}</p>
              <p className="text-faint text-xs">{sourceWords(grant, planTitle)}</p>
            </div>
            <GrantTurn grant={grant} turn={turnOf(grant, order)} />
          </div>
          <GrantBar grant={grant} />
          <p className="font-mono text-code tabular-nums">
            {credits(grant.remaining)} <span className="text-faint">/ {credits(grant.amount)}</span>
            {grant.held > 0 && (
              <span className="font-sans text-faint text-xs"> · {credits(grant.held)} held</span>
            )}
          </p>
          <div className="-my-1 flex items-center justify-between gap-2">
            <p>
              {grant.state !== "expired" && <span className="text-faint">Expires </span>}
              <GrantExpiry grant={grant} nowMs={nowMs} />
            </p>
            <EntriesOfGrant id={grant.id} onShow={onShowEntries} />
          </div>
        </li>
      ))}
    </ul>
  );
}
