"use client";
import { ListFilter } from "lucide-react";
import Link from "next/link";
import type { CreditEntry } from "#lib/contract/credits.ts";
import { routes } from "#lib/routes.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { shortId } from "../short-id.ts";
import type { LedgerFilters } from "./filters.ts";

/** Small buttons that wait for a pointer or the focus; a finger has neither, so there they stay. */
const QUIET =
  "h-6! w-6! rounded-xs! opacity-0 pointer-coarse:opacity-100 group-hover:opacity-100 group-focus-within:opacity-100";

export type EntryReferenceProps = {
  entry: CreditEntry;
  filters: LedgerFilters;
  onFilter: (filters: Partial<LedgerFilters>) => void;
};

/** The generation that an entry belongs to: leads there, filters by it, copies its id. Else the grant. */
export function EntryReference({ entry, filters, onFilter }: EntryReferenceProps) {
  const { generation_id: generation, grant_id: grant } = entry;
  const id = generation ?? grant;
  const isFilteredBy = id === filters.generation || id === filters.grant;
  return (
    <span className="inline-flex items-center gap-0.5 sm:max-lg:flex-wrap">
      {generation ? (
        <Link
          href={routes.generation(generation)}
          prefetch={false}
          title={generation}
          className="rounded-xs font-mono text-code underline decoration-line-strong underline-offset-3 hover:decoration-current"
        >
          {shortId(generation)}
        </Link>
      ) : (
        <span title={grant} className="font-mono text-code text-muted">
          {shortId(grant)}
        </span>
      )}
      <CopyButton text={id} what={`id ${shortId(id)}`} className={`lg:ml-1 max-sm:ml-1 ${QUIET}`} />
      {!isFilteredBy && (
        <Button
          variant="quiet"
          size="sm"
          icon={<ListFilter aria-hidden />}
          aria-label={`Only entries of ${shortId(id)}`}
          title={`Only entries of this ${generation ? "generation" : "grant"}`}
          onClick={() => onFilter(generation ? { generation } : { grant })}
          className={QUIET}
        />
      )}
    </span>
  );
}
