import { GridSkeleton } from "../../../components/generations/grid.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";

export default function GenerationsLoading() {
  return (
    <>
      <div className="mb-5 flex flex-wrap gap-2.5">
        <Skeleton className="h-9 w-full sm:w-88" />
        <Skeleton className="h-9 max-sm:flex-1 sm:w-40" />
      </div>
      <GridSkeleton />
    </>
  );
}
