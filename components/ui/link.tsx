import NextLink from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A link in running text. */
export function Link({ className, ...props }: ComponentProps<typeof NextLink>) {
  return (
    <NextLink
      {...props}
      className={cn(
        "rounded-xs text-fg underline decoration-control underline-offset-3 transition-colors duration-fast hover:decoration-accent",
        className,
      )}
    />
  );
}
