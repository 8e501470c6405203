"use client";
import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type RefObject, useEffect, useRef } from "react";
import type { CreditEntryPage } from "#lib/contract/credits.ts";
import type { LedgerFilters } from "./filters.ts";
import { mergeHead, newEntries } from "./merge-head.ts";
import { ledgerHead, ledgerPages } from "./queries.ts";

const HEADER_PX = 56;

/** Whether somebody points at, stands in or has scrolled into the list: then it must not move. */
function isRead(list: HTMLElement | null): boolean {
  if (!list) return false;
  const { top, bottom } = list.getBoundingClientRect();
  const isScrolledInto = top < HEADER_PX && bottom > HEADER_PX;
  return isScrolledInto || list.matches(":hover") || list.contains(document.activeElement);
}

/**
 * The ledger by filters. New entries join it by themselves, but wait to be asked for (`waiting`,
 * `showWaiting`) while the list is being read.
 */
export function useLedger(
  filters: LedgerFilters,
  firstPage: CreditEntryPage | null,
  listRef: RefObject<HTMLElement | null>,
) {
  const queryClient = useQueryClient();
  const options = ledgerPages(filters, firstPage);
  const ledger = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const isOwn = ledger.isSuccess && !ledger.isPlaceholderData;
  const head = useQuery({ ...ledgerHead(filters), enabled: isOwn });

  const pages = isOwn ? ledger.data.pages : [];
  const waiting = isOwn && head.data ? newEntries(pages, head.data).length : 0;
  const showWaiting = () => {
    const fresh = head.data;
    if (!fresh) return;
    queryClient.setQueryData(
      options.queryKey,
      (data: InfiniteData<CreditEntryPage> | undefined) => {
        if (!data) return data;
        const merged = mergeHead(data.pages, fresh);
        return { pages: merged, pageParams: data.pageParams.slice(0, merged.length) };
      },
    );
  };
  const join = useRef(showWaiting);
  join.current = showWaiting;
  // Looked at again with every answer: who read a moment ago may have left.
  useEffect(() => {
    if (waiting > 0 && head.dataUpdatedAt > 0 && !isRead(listRef.current)) join.current();
  }, [waiting, head.dataUpdatedAt, listRef]);
  return { ledger, waiting, showWaiting };
}
