import type { CreditEntry } from "#lib/contract/credits.ts";
import { cn } from "../../ui/cn.ts";
import { movedCredits, signed } from "./entry-words.ts";

/** What an entry moved, with its sign. A capture is quiet: its hold has moved the balance before. */
export function EntryAmount({ entry }: { entry: CreditEntry }) {
  const moved = movedCredits(entry);
  const isCapture = entry.kind === "capture";
  return (
    <span
      className={cn(
        "whitespace-nowrap font-mono text-code tabular-nums",
        isCapture ? "text-muted" : moved > 0 ? "text-ok" : "text-fg",
      )}
    >
      {isCapture && (
        <span className="pr-2.5 font-sans text-faint text-xs max-lg:sr-only">out of held</span>
      )}
      {signed(moved)}
    </span>
  );
}
