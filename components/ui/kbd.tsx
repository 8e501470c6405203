import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A key to press. */
export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      {...props}
      className={cn(
        "inline-grid h-5 min-w-5 place-items-center rounded-xs border border-line-strong bg-raised px-1.5 font-medium font-mono text-[11px] text-muted leading-none",
        className,
      )}
    />
  );
}
