"use client";
import { RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";

function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Milliseconds until a time, counted down by the second; 0 once it has come. */
function useCountdown(untilMs: number | null): number {
  const [nowMs, setNowMs] = useState<number | null>(null);
  const leftMs = untilMs === null ? 0 : Math.max(0, untilMs - (nowMs ?? untilMs));
  const isDone = nowMs !== null && leftMs === 0;
  useEffect(() => {
    if (untilMs === null || isDone) return;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), 250);
    return () => clearInterval(timer);
  }, [untilMs, isDone]);
  return leftMs;
}

/** Retry, with a countdown before it where one was asked for. It can be focused while it counts. */
export function RetryButton(props: { onRetry: () => void; notBeforeMs: number | null }) {
  const { onRetry, notBeforeMs } = props;
  const leftMs = useCountdown(notBeforeMs);
  const isWaiting = leftMs > 0;
  return (
    <Button
      variant={isWaiting ? "secondary" : "primary"}
      size="sm"
      icon={<RotateCcw aria-hidden />}
      onClick={() => !isWaiting && onRetry()}
      aria-disabled={isWaiting || undefined}
    >
      {isWaiting ? (
        <span>
          Retry in <span className="font-mono tabular-nums">{clock(leftMs)}</span>
        </span>
      ) : (
        "Retry"
      )}
    </Button>
  );
}
