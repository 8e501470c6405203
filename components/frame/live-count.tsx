"use client";
import { useQuery } from "@tanstack/react-query";
import { liveGenerations } from "../generations/queries.ts";
import { cn } from "../ui/cn.ts";

/** How many generations are on their way; nothing when none is. */
export function LiveCount({ layout }: { layout: "rail" | "bar" }) {
  const { data } = useQuery({ ...liveGenerations, select: (live) => live.length });
  if (!data) return null;
  return (
    <span
      className={cn(
        "flex items-center gap-1.5 font-medium font-mono text-[11px] text-accent tabular-nums",
        layout === "rail" ? "ml-auto" : "absolute top-0.5 left-1/2 ml-2.5",
      )}
    >
      <span aria-hidden className="size-1.5 animate-breathe rounded-full bg-accent-mark" />
      {data > 99 ? "99+" : data}
      <span className={layout === "rail" ? "" : "sr-only"}>live</span>
    </span>
  );
}
