"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import type { GenerationPage } from "#lib/contract/generation.ts";
import { Button } from "../ui/button.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { filterParsers, type GenerationFilters } from "./filters.ts";
import { GenerationCard } from "./generation-card.tsx";
import { Grid, GridSkeleton } from "./grid.tsx";
import { NothingFound, NothingMade, NotLoaded } from "./instead-of-grid.tsx";
import { generationList } from "./queries.ts";
import { useNow } from "./use-now.ts";

export type GenerationsViewProps = {
  /** What the server already read, and the filters that it read it by. */
  firstPage: GenerationPage | null;
  firstFilters: GenerationFilters;
  modelTitles: Readonly<Record<string, string>>;
  startMs: number;
};

/** What was made, newest first, alive while it is being made. */
export function GenerationsView(props: GenerationsViewProps) {
  const { firstPage, firstFilters, modelTitles, startMs } = props;
  const [filters, setFilters] = useQueryStates(filterParsers, { history: "push" });
  const nowMs = useNow(startMs);
  const isFirst = filters.media === firstFilters.media && filters.status === firstFilters.status;
  const list = useInfiniteQuery({
    ...generationList(filters, isFirst ? firstPage : null),
    placeholderData: keepPreviousData,
  });
  const clear = () => void setFilters({ media: null, status: null });
  return (
    <>
      <FilterBar filters={filters} onChange={(next) => void setFilters(next)} />
      <GenerationList
        list={list}
        modelTitles={modelTitles}
        nowMs={nowMs}
        {...((filters.media || filters.status) && { onClear: clear })}
      />
    </>
  );
}

type GenerationListProps = {
  list: {
    data?: { pages: GenerationPage[] } | undefined;
    error: Error | null;
    isPlaceholderData: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
    refetch: () => unknown;
  };
  modelTitles: Readonly<Record<string, string>>;
  nowMs: number;
  /** Takes the filters away; there are none without it. */
  onClear?: () => void;
};

function GenerationList({ list, modelTitles, nowMs, onClear }: GenerationListProps) {
  if (!list.data) {
    if (list.error) return <NotLoaded error={list.error} onRetry={() => list.refetch()} />;
    return <GridSkeleton />;
  }
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return onClear ? <NothingFound onClear={onClear} /> : <NothingMade />;
  return (
    <>
      <p role="status" className="sr-only">
        {items.length} generations shown
      </p>
      <Grid isStale={list.isPlaceholderData}>
        {items.map((item) => (
          <li key={item.id}>
            <GenerationCard
              generation={item}
              modelTitle={modelTitles[item.model] ?? item.model}
              nowMs={nowMs}
            />
          </li>
        ))}
      </Grid>
      <div className="mt-6 grid min-h-9 place-items-center">
        {list.hasNextPage && (
          <Button isBusy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {list.isFetchNextPageError ? "Could not load more. Try again" : "Load more"}
          </Button>
        )}
      </div>
    </>
  );
}
