"use client";
import { lazy, Suspense, useEffect, useState } from "react";
import { listenToToasts, type Toast } from "./toast.ts";

const Toasts = lazy(async () => ({ default: (await import("./toasts.tsx")).Toasts }));

/** Where toasts appear; nothing until the first. */
export function Toaster() {
  const [queue, setQueue] = useState<readonly Toast[]>([]);
  useEffect(() => listenToToasts((toast) => setQueue((said) => [...said, toast])), []);
  if (queue.length === 0) return null;
  return (
    <Suspense>
      <Toasts queue={queue} />
    </Suspense>
  );
}
