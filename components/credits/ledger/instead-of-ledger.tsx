import { ScrollText, SearchX } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import type { LedgerFilters } from "./filters.ts";

/** Before the first credit was given. */
export function NothingMoved() {
  return (
    <EmptyState icon={<ScrollText aria-hidden />} title="No credit has moved yet">
      Every credit that is given, held, paid or returned is written here, once and for good.
    </EmptyState>
  );
}

type NothingFoundProps = { filters: LedgerFilters; onClear: () => void };

/** Filters that leave nothing. */
export function NothingFound({ filters: { from, to }, onClear }: NothingFoundProps) {
  const isBackwards = from !== null && to !== null && from > to;
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="Nothing matches"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      {isBackwards
        ? `The days end before they begin: from ${from} to ${to}.`
        : "There is no entry that fits these filters."}
    </EmptyState>
  );
}
