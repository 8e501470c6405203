"use client";
import { useEffect, useState } from "react";

const SHOWN_MS = 1600;

/** Copies a text and says for a moment that it did, or that the browser did not allow it. */
export function useCopy() {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("refused");
    }
  };
  return { state, copy };
}
