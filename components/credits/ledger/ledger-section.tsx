"use client";
import { ArrowUp, Download } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useRef } from "react";
import type { CreditEntry, CreditEntryPage } from "#lib/contract/credits.ts";
import { routes } from "#lib/routes.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { NotLoaded } from "../not-loaded.tsx";
import { RowsSkeleton } from "../table-parts.tsx";
import { TitledSection } from "../titled-section.tsx";
import type { LedgerTitles } from "./entry-words.ts";
import { isFiltered, type LedgerFilters, ledgerParsers, NO_FILTERS, toQuery } from "./filters.ts";
import { NothingFound, NothingMoved } from "./instead-of-ledger.tsx";
import { LedgerCards } from "./ledger-cards.tsx";
import { LedgerFilterBar } from "./ledger-filter-bar.tsx";
import { LedgerTable } from "./ledger-table.tsx";
import { useLedger } from "./use-ledger.ts";

export const LEDGER_ID = "ledger";

export type LedgerSectionProps = {
  titles: LedgerTitles;
  /** What the server already read, and the filters that it read it by. */
  first?: { page: CreditEntryPage; filters: LedgerFilters };
};

const isSame = (a: LedgerFilters, b: LedgerFilters) =>
  JSON.stringify(toQuery(a)) === JSON.stringify(toQuery(b));

/** Every movement of credits, newest first, alive. Its filters are in the address. */
export function LedgerSection({ titles, first }: LedgerSectionProps) {
  const [filters, setFilters] = useQueryStates(ledgerParsers, { history: "push" });
  const onFilter = (next: Partial<LedgerFilters>) => void setFilters(next);
  return (
    <TitledSection
      id={LEDGER_ID}
      title="Ledger"
      lead="Every credit given, held, paid or returned, with the balance behind it. An entry is never changed."
      actions={
        <Button
          render={<a href={routes.creditEntriesFile(toQuery(filters))} download />}
          icon={<Download aria-hidden />}
        >
          {isFiltered(filters) ? "CSV of these" : "CSV"}
        </Button>
      }
    >
      <LedgerFilterBar filters={filters} onFilter={onFilter} />
      <Entries
        firstPage={first && isSame(first.filters, filters) ? first.page : null}
        {...{ filters, onFilter, titles }}
      />
    </TitledSection>
  );
}

type EntriesProps = {
  firstPage: CreditEntryPage | null;
  filters: LedgerFilters;
  onFilter: (filters: Partial<LedgerFilters>) => void;
  titles: LedgerTitles;
};

function Entries({ firstPage, filters, onFilter, titles }: EntriesProps) {
  const listRef = useRef<HTMLDivElement>(null);
  const { ledger, waiting, showWaiting } = useLedger(filters, firstPage, listRef);
  if (!ledger.data) {
    if (!ledger.error) return <RowsSkeleton label="Loading the ledger" count={8} />;
    const retry = () => void ledger.refetch();
    return (
      <NotLoaded
        title="The ledger could not be loaded"
        error={ledger.error}
        isBusy={ledger.isFetching}
        onRetry={retry}
      />
    );
  }
  const entries = ledger.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) {
    return isFiltered(filters) ? (
      <NothingFound filters={filters} onClear={() => onFilter(NO_FILTERS)} />
    ) : (
      <NothingMoved />
    );
  }
  return (
    <div>
      <Waiting count={waiting} onShow={showWaiting} />
      <div
        ref={listRef}
        className={cn(
          "overflow-x-auto rounded-lg border border-line bg-surface shadow-card transition-opacity duration-base",
          ledger.isPlaceholderData && "opacity-60",
        )}
      >
        <LedgerTable {...{ entries, titles, filters, onFilter }} />
        <LedgerCards {...{ entries, titles, filters, onFilter }} />
      </div>
      <Older ledger={ledger} entries={entries} />
    </div>
  );
}

/** What came while the list was read: said, and shown when asked for. */
function Waiting({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div
      role="status"
      className="pointer-events-none sticky top-16 z-10 grid h-0 justify-items-center overflow-visible"
    >
      {count > 0 && (
        <Button
          size="sm"
          icon={<ArrowUp aria-hidden />}
          onClick={onShow}
          className="pointer-events-auto mt-2 animate-appear rounded-full! bg-overlay! shadow-pop!"
        >
          {count === 1 ? "1 new entry" : `${count} new entries`}
        </Button>
      )}
    </div>
  );
}

type OlderProps = {
  ledger: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
  };
  entries: readonly CreditEntry[];
};

function Older({ ledger, entries }: OlderProps) {
  const count = entries.length.toLocaleString("en-US");
  return (
    <div className="mt-3 flex min-h-9 flex-wrap items-center justify-center gap-x-4 gap-y-2">
      {ledger.hasNextPage && (
        <Button isBusy={ledger.isFetchingNextPage} onClick={() => ledger.fetchNextPage()}>
          {ledger.isFetchNextPageError ? "Could not load more. Try again" : "Older entries"}
        </Button>
      )}
      <p role="status" className="text-faint text-sm">
        {ledger.hasNextPage
          ? `${count} shown`
          : entries.length === 1
            ? "1 entry"
            : `All ${count} entries`}
      </p>
    </div>
  );
}
