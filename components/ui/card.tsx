import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A surface that holds one thing. */
export function Card({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      {...props}
      className={cn("rounded-lg border border-line bg-surface shadow-card", className)}
    />
  );
}

/** The line under it: facts and quiet actions. */
export function CardFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      {...props}
      className={cn(
        "flex flex-wrap items-center gap-x-3.5 gap-y-1 border-line border-t px-4.5 py-2 text-faint text-xs",
        className,
      )}
    />
  );
}
