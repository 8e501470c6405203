"use client";
import { useCallback, useSyncExternalStore } from "react";

/**
 * The time, every `everyMs` while it is needed; null on the server and while it is not, so that
 * what is rendered there and here is the same.
 */
export function useNow(everyMs: number, isNeeded = true): number | null {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!isNeeded) return () => undefined;
      const timer = setInterval(listener, everyMs);
      return () => clearInterval(timer);
    },
    [everyMs, isNeeded],
  );
  return useSyncExternalStore(
    subscribe,
    () => (isNeeded ? Math.floor(Date.now() / everyMs) * everyMs : null),
    () => null,
  );
}
