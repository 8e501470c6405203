import { Card } from "../../ui/card.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** Stands where a run will be. */
export function RunSkeleton() {
  return (
    <Card className="overflow-hidden" aria-hidden>
      <div className="flex h-11 items-center px-4.5">
        <Skeleton className="h-4 w-2/5" />
      </div>
      <Skeleton className="aspect-video max-h-[30rem] w-full rounded-none! opacity-50" />
      <div className="h-11" />
    </Card>
  );
}
