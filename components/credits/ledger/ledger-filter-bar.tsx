"use client";
import { X } from "lucide-react";
import { ENTRY_KINDS } from "#lib/contract/credit-kinds.ts";
import type { CreditEntry } from "#lib/contract/credits.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { shortId } from "../short-id.ts";
import { DayFilter } from "./day-filter.tsx";
import { KIND_WORDS } from "./entry-words.ts";
import { isFiltered, type LedgerFilters, NO_FILTERS } from "./filters.ts";
import { FindById } from "./find-by-id.tsx";

const ALL = "all";

const KIND_OPTIONS = [
  { value: ALL, label: "Every kind" },
  ...ENTRY_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] })),
];

export type LedgerFilterBarProps = {
  filters: LedgerFilters;
  onFilter: (filters: Partial<LedgerFilters>) => void;
};

/** Kind, days and the one thing whose entries are wanted; what is chosen stands in the address. */
export function LedgerFilterBar({ filters, onFilter }: LedgerFilterBarProps) {
  return (
    <search className="flex flex-wrap items-start gap-2.5">
      <Select
        aria-label="Kind of entry"
        options={KIND_OPTIONS}
        value={filters.kind ?? ALL}
        onValueChange={(value) =>
          onFilter({ kind: value === ALL ? null : (value as CreditEntry["kind"]) })
        }
        className="max-sm:w-full sm:w-38!"
      />
      <fieldset
        title="Days of UTC, as the days of the burn"
        className="grid grid-cols-2 gap-2.5 max-sm:w-full sm:flex sm:gap-3"
      >
        <legend className="sr-only">Days, UTC</legend>
        <DayFilter label="From" value={filters.from} onChange={(from) => onFilter({ from })} />
        <DayFilter label="To" value={filters.to} onChange={(to) => onFilter({ to })} />
      </fieldset>
      <FindById onFilter={onFilter} />
      <IdFilter
        name="Generation"
        id={filters.generation}
        onClear={() => onFilter({ generation: null })}
      />
      <IdFilter name="Grant" id={filters.grant} onClear={() => onFilter({ grant: null })} />
      {isFiltered(filters) && (
        <Button variant="quiet" icon={<X aria-hidden />} onClick={() => onFilter(NO_FILTERS)}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

type IdFilterProps = { name: string; id: string | null; onClear: () => void };

/** Says by which id the ledger is filtered, and takes it away. */
function IdFilter({ name, id, onClear }: IdFilterProps) {
  if (!id) return null;
  return (
    <span className="inline-flex h-9 items-center gap-1.5 rounded-md border border-line-strong bg-accent-soft pr-1 pl-3 text-sm">
      <span className="text-muted">{name}</span>
      <span title={id} className="font-mono text-accent text-code">
        {shortId(id)}
      </span>
      <Button
        variant="quiet"
        size="sm"
        icon={<X aria-hidden />}
        aria-label={`Entries of every ${name.toLowerCase()}`}
        onClick={onClear}
        className="h-7! w-7!"
      />
    </span>
  );
}
