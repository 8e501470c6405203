"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether shortcuts are made with ⌘; assumed until the browser is asked. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => true,
  );
}
