"use client";
import { timeAgo } from "../../generations/words.ts";
import { useNow } from "./use-now.ts";

const EVERY_MS = 10_000;

/** How long ago a run was started; the exact time on hover. */
export function RunAge({ createdAt }: { createdAt: string }) {
  const nowMs = useNow(EVERY_MS);
  return (
    <time dateTime={createdAt} title={createdAt} suppressHydrationWarning>
      {nowMs !== null && timeAgo(createdAt, nowMs)}
    </time>
  );
}
