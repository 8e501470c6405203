"use client";
import { useState } from "react";

const pathOf = (url: string) => url.split("?")[0];

/**
 * Keeps the first address of a file for as long as it works: every answer signs it anew, and a new
 * address would load the same file again. `renew` takes the latest, for when the kept one expired.
 */
export function useSteadyUrl(latest: string): { url: string; renew: () => void } {
  const [kept, setKept] = useState(latest);
  const url = pathOf(kept) === pathOf(latest) ? kept : latest;
  return { url, renew: () => setKept(latest) };
}
