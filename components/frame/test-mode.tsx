"use client";
import { Tooltip } from "../ui/tooltip.tsx";

const EXPLANATION = "Test mode: files are made by the local sandbox and marked TEST.";

/** Says that nothing here is real, and why when asked. */
export function TestMode() {
  return (
    <Tooltip content={EXPLANATION} side="bottom">
      <button
        type="button"
        className="flex h-6 shrink-0 cursor-help items-center rounded-full border border-accent-mark border-dashed bg-accent-soft px-2.5 font-mono font-semibold text-[11px] text-accent tracking-[.06em] max-[25rem]:px-1.5"
      >
        TEST<span className="max-sm:sr-only">&nbsp;MODE</span>
      </button>
    </Tooltip>
  );
}
