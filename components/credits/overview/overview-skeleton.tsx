import { Skeleton } from "../../ui/skeleton.tsx";

/** The overview before it is known, in its size. */
export function OverviewSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the balance"
      className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-6"
    >
      <Skeleton className="h-75 rounded-lg lg:col-span-3" />
      <Skeleton className="h-75 rounded-lg lg:col-span-3" />
      <Skeleton className="h-90 rounded-lg lg:col-span-4" />
      <Skeleton className="h-90 rounded-lg lg:col-span-2" />
    </div>
  );
}
