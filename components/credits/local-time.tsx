"use client";
import { useSyncExternalStore } from "react";
import { timeWords } from "./time-words.ts";

const never = () => () => undefined;

/** The visitor's own zone is known to the browser only; until it speaks, all times are UTC. */
function useTimeZone(): string | undefined {
  return useSyncExternalStore<string | undefined>(
    never,
    () => undefined,
    () => "UTC",
  );
}

/** A moment in local time: the day quiet, the clock plain, all of it in the title. */
export function LocalTime({ iso, className }: { iso: string; className?: string }) {
  const words = timeWords(iso, useTimeZone(), new Date().getUTCFullYear());
  return (
    <time dateTime={iso} title={words.full} className={className} suppressHydrationWarning>
      <span className="text-faint">{words.day}</span> {words.clock}
    </time>
  );
}

/** Words about a moment, such as `in 6 days`, with all of it in the title. */
export function TimeIn({ iso, children }: { iso: string; children: string }) {
  const { full } = timeWords(iso, useTimeZone(), new Date().getUTCFullYear());
  return (
    <time dateTime={iso} title={full} suppressHydrationWarning>
      {children}
    </time>
  );
}
