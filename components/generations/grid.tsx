import type { ReactNode } from "react";
import { Skeleton } from "../ui/skeleton.tsx";

const GRID = "grid grid-cols-[repeat(auto-fill,minmax(min(100%,16.5rem),1fr))] gap-4";

/** The cards' grid, as a list. */
export function Grid({ children, isStale }: { children: ReactNode; isStale: boolean }) {
  return (
    <ul className={`${GRID} transition-opacity duration-base ${isStale ? "opacity-60" : ""}`}>
      {children}
    </ul>
  );
}

/** The same grid before there is anything to show. */
export function GridSkeleton({ count = 8 }: { count?: number }) {
  return (
    <div role="status" aria-label="Loading generations" className={GRID}>
      {Array.from({ length: count }, (_, index) => index).map((index) => (
        <div key={index} className="overflow-hidden rounded-lg border border-line bg-surface">
          <Skeleton className="aspect-16/10 rounded-none" />
          <div className="grid gap-2 p-3.5">
            <div className="grid min-h-[2.625rem] content-center gap-2">
              <Skeleton className="h-3.5 w-full" />
              <Skeleton className="h-3.5 w-2/3" />
            </div>
            <Skeleton className="h-5.5 w-20 rounded-full" />
            <Skeleton className="h-3 w-1/2" />
          </div>
        </div>
      ))}
    </div>
  );
}
