import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type KeyValueProps = {
  items: readonly { label: ReactNode; value: ReactNode }[];
  className?: string;
};

/** Facts in two columns. */
export function KeyValue({ items, className }: KeyValueProps) {
  return (
    <dl className={cn("grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm", className)}>
      {items.map((item, index) => (
        <div key={typeof item.label === "string" ? item.label : index} className="contents">
          <dt className="text-muted">{item.label}</dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
