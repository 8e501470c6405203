"use client";
import { useEffect, useState } from "react";

const STEP_MS = 10_000;

/** The time in milliseconds, stepping along so that "2 min ago" stays true. */
export function useNow(startMs: number): number {
  const [nowMs, setNowMs] = useState(startMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
