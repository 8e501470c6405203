"use client";
import { RotateCcw, WifiOff } from "lucide-react";
import { Button } from "../ui/button.tsx";

export type ConnectionNoticeProps = { message: string; onRetry?: (() => void) | undefined };

/** The network said no, not we: quiet, and nothing that was typed is lost. */
export function ConnectionNotice({ message, onRetry }: ConnectionNoticeProps) {
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4.5 py-3 text-sm">
      <WifiOff aria-hidden className="size-4 shrink-0 text-faint" />
      <p className="min-w-0 flex-1 text-muted">{message}</p>
      {onRetry && (
        <Button size="sm" icon={<RotateCcw aria-hidden />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
