"use client";
import { Check, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { useCopy } from "./use-copy.ts";

export type CopyMonoProps = { text: string; what: string; className: string; children: ReactNode };

/** The text is the button: a click copies it. */
export function CopyMono({ text, what, className, children }: CopyMonoProps) {
  const { state, copy } = useCopy();
  const Icon = state === "copied" ? Check : Copy;
  return (
    <button
      type="button"
      onClick={() => copy(text)}
      title={`Copy ${what}`}
      className={cn(
        "group -mx-1 inline-flex min-h-6 min-w-0 cursor-copy items-center gap-1 rounded-xs px-1 transition-colors duration-fast hover:bg-hover hover:text-fg",
        className,
      )}
    >
      <span className="truncate">{children}</span>
      <Icon
        aria-hidden
        className={cn(
          "size-3 shrink-0 transition-opacity duration-fast group-hover:opacity-100 group-focus-visible:opacity-100",
          state === "copied" ? "text-ok" : "opacity-0",
        )}
      />
      <span role="status" className="sr-only">
        {state === "copied" && `Copied ${what}`}
      </span>
    </button>
  );
}
