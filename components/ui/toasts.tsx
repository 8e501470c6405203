"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { Toaster as Sonner, toast as show } from "sonner";
import type { Toast } from "./toast.ts";

const OPTIONS = {
  unstyled: true,
  classNames: {
    toast:
      "flex w-full items-start gap-2.5 rounded-lg border border-line-strong bg-overlay px-3.5 py-3 text-sm text-fg shadow-pop",
    title: "font-medium",
    description: "text-muted",
    icon: "mt-0.5 shrink-0",
  },
} as const;

/** Draws the toasts; each of the queue once. */
export function Toasts({ queue }: { queue: readonly Toast[] }) {
  const shownCount = useRef(0);
  useEffect(() => {
    for (const { tone, text, detail } of queue.slice(shownCount.current)) {
      const rest = detail ? { description: detail } : {};
      if (tone === "ok") show.success(text, rest);
      else if (tone === "problem") show.error(text, rest);
      else show(text, rest);
    }
    shownCount.current = queue.length;
  }, [queue]);
  return (
    <Sonner
      position="bottom-right"
      style={{ fontFamily: "inherit" }}
      toastOptions={OPTIONS}
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-ok" />,
        error: <CircleAlert aria-hidden className="size-4 text-gateway" />,
      }}
    />
  );
}
