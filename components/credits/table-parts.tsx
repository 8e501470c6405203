import type { ComponentProps } from "react";
import { cn } from "../ui/cn.ts";
import { Skeleton } from "../ui/skeleton.tsx";

type CellProps = { isNumber?: boolean };

/** The name of a column. */
export function ColumnHead({ isNumber, className, ...props }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        "h-9 border-line border-b px-2 font-medium lg:whitespace-nowrap lg:px-3 text-muted text-xs first:pl-4.5 last:pr-4.5",
        isNumber ? "text-right" : "text-left",
        className,
      )}
    />
  );
}

export function Cell({ isNumber, className, ...props }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      {...props}
      className={cn(
        "px-2 py-2 first:pl-4.5 lg:px-3 last:pr-4.5",
        isNumber && "whitespace-nowrap text-right font-mono text-code tabular-nums",
        className,
      )}
    />
  );
}

/** Rows before there are any. */
export function RowsSkeleton({ label, count = 6 }: { label: string; count?: number }) {
  return (
    <div
      role="status"
      aria-label={label}
      className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
    >
      {Array.from({ length: count }, (_, index) => index).map((index) => (
        <div key={index} className="flex h-12 items-center gap-4 px-4.5">
          <Skeleton className="h-3.5 w-24" />
          <Skeleton className="h-5.5 w-20 rounded-full" />
          <Skeleton className="h-3.5 w-40 max-sm:hidden" />
          <Skeleton className="ml-auto h-3.5 w-14" />
        </div>
      ))}
    </div>
  );
}
