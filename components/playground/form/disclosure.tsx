"use client";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Badge } from "../../ui/badge.tsx";

export type DisclosureProps = {
  title: string;
  /** How many of the fields inside are set. */
  count: number;
  /** Something inside is wrong: it opens itself and stays open. */
  hasError: boolean;
  children: ReactNode;
};

/** Settings that most people leave alone. */
export function Disclosure({ title, count, hasError, children }: DisclosureProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      open={isOpen || hasError}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group"
    >
      <summary className="-mx-1.5 flex h-10 cursor-pointer select-none list-none items-center gap-2 rounded-md px-1.5 font-medium text-muted text-sm transition-colors duration-fast hover:text-fg [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 text-faint transition-[rotate] duration-fast group-open:rotate-90"
        />
        {title}
        {count > 0 && (
          <Badge className="h-5! px-1.5! font-mono">
            {count}
            <span className="sr-only"> set</span>
          </Badge>
        )}
      </summary>
      <div className="grid gap-4 pt-1.5 pb-4">{children}</div>
    </details>
  );
}
