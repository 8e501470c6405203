"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Gift } from "lucide-react";
import { parseAsStringLiteral, useQueryState, useQueryStates } from "nuqs";
import { GRANT_STATES } from "#lib/contract/credit-kinds.ts";
import { useNow } from "../../generations/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ledgerParsers, NO_FILTERS } from "../ledger/filters.ts";
import { LEDGER_ID } from "../ledger/ledger-section.tsx";
import { NotLoaded } from "../not-loaded.tsx";
import { balanceQuery } from "../queries.ts";
import { RowsSkeleton } from "../table-parts.tsx";
import { TitledSection } from "../titled-section.tsx";
import { GrantCards } from "./grant-cards.tsx";
import { GrantTable } from "./grant-table.tsx";
import { inOrderOfUse } from "./order-of-use.ts";
import { type GrantState, grantPages } from "./queries.ts";

const ALL = "all";

const STATE_OPTIONS = [
  { value: ALL, label: "All" },
  { value: "active", label: "Active" },
  { value: "spent", label: "Spent" },
  { value: "expired", label: "Expired" },
] as const satisfies readonly { value: GrantState | typeof ALL; label: string }[];

/** Where credits came from, what remains of each grant, and in which order they are used. */
export function GrantsSection({ startMs }: { startMs: number }) {
  const [state, setState] = useQueryState(
    "grants",
    parseAsStringLiteral(GRANT_STATES).withOptions({ history: "push" }),
  );
  return (
    <TitledSection
      title="Grants"
      lead="Subscription credits are used first, then the others, soonest end first. A failure gives credits back to the grant that they came from."
      actions={
        <Segmented
          aria-label="State of the grants"
          options={STATE_OPTIONS}
          value={state ?? ALL}
          onValueChange={(value) => void setState(value === ALL ? null : value)}
        />
      }
    >
      <Grants state={state} startMs={startMs} onShowAll={() => void setState(null)} />
    </TitledSection>
  );
}

type GrantsProps = { state: GrantState | null; startMs: number; onShowAll: () => void };

/** Filters the ledger by a grant and leads there, the focus as well. */
function useShowEntries(): (grantId: string) => void {
  const [, setFilters] = useQueryStates(ledgerParsers, { history: "push" });
  return (grant) => {
    void setFilters({ ...NO_FILTERS, grant });
    const ledger = document.getElementById(LEDGER_ID);
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    ledger?.focus({ preventScroll: true });
    ledger?.scrollIntoView({ behavior: isCalm ? "instant" : "smooth" });
  };
}

function Grants({ state, startMs, onShowAll }: GrantsProps) {
  const nowMs = useNow(startMs);
  const list = useInfiniteQuery({ ...grantPages(state), placeholderData: keepPreviousData });
  const { data: credits } = useQuery(balanceQuery);
  const onShowEntries = useShowEntries();
  if (!list.data) {
    if (!list.error) return <RowsSkeleton label="Loading the grants" count={3} />;
    return (
      <NotLoaded
        title="The grants could not be loaded"
        error={list.error}
        isBusy={list.isFetching}
        onRetry={() => void list.refetch()}
      />
    );
  }
  const order = credits?.grants.map(({ id }) => id) ?? [];
  const grants = list.data.pages.flatMap((page) => inOrderOfUse(page.items, order));
  if (grants.length === 0) return <NoGrants state={state} onShowAll={onShowAll} />;
  const shown = { grants, order, planTitle: credits?.plan?.title ?? null, nowMs, onShowEntries };
  return (
    <div className="grid gap-3">
      <div
        className={cn(
          "overflow-x-auto rounded-lg border border-line bg-surface shadow-card transition-opacity duration-base",
          list.isPlaceholderData && "opacity-60",
        )}
      >
        <GrantTable {...shown} />
        <GrantCards {...shown} />
      </div>
      <OlderGrants list={list} />
    </div>
  );
}

type OlderGrantsProps = {
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
  };
};

function OlderGrants({ list }: OlderGrantsProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button
      isBusy={list.isFetchingNextPage}
      onClick={() => list.fetchNextPage()}
      className="justify-self-center"
    >
      {list.isFetchNextPageError ? "Could not load more. Try again" : "Older grants"}
    </Button>
  );
}

function NoGrants({ state, onShowAll }: Omit<GrantsProps, "startMs">) {
  return (
    <EmptyState
      icon={<Gift aria-hidden />}
      title={state ? `No ${state} grants` : "No credits were given yet"}
      {...(state && { action: <Button onClick={onShowAll}>Show all grants</Button> })}
      className="py-10!"
    >
      {state
        ? "There is no grant in this state."
        : "A plan, a purchase or an operator gives credits; each gift appears here."}
    </EmptyState>
  );
}
