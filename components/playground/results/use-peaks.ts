"use client";
import { useQuery } from "@tanstack/react-query";

export const BAR_COUNT = 96;

/** How loud a file is along its length; null until it is known, or when it cannot be. */
export function usePeaks(url: string | null): readonly number[] | null {
  const { data } = useQuery({
    queryKey: ["peaks", url],
    queryFn: async ({ signal }) => {
      const { readPeaks } = await import("./read-peaks.ts");
      return readPeaks(url ?? "", BAR_COUNT, signal);
    },
    enabled: url !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  });
  return data ?? null;
}
