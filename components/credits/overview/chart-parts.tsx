import type { ReactNode } from "react";

/** What axes of all charts have in common. */
export const AXIS = {
  axisLine: false,
  tickLine: false,
  tick: { fill: "var(--faint)", fontSize: 11, fontFamily: "var(--font-geist-mono)" },
} as const;

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** 12_500 → "12.5K": a number of an axis. */
export const axisNumber = (value: number): string => compact.format(value);

/** The box beside the pointer. */
export function ChartTip({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-w-36 gap-1 rounded-md border border-line-strong bg-overlay px-3 py-2 text-xs shadow-pop">
      <p className="font-medium">{title}</p>
      {children}
    </div>
  );
}

export type TipLineProps = { label: ReactNode; colour?: string; children: ReactNode };

export function TipLine({ label, colour, children }: TipLineProps) {
  return (
    <p className="flex items-center gap-2 text-muted">
      {colour && <span aria-hidden className="size-2 rounded-xs" style={{ background: colour }} />}
      <span>{label}</span>
      <span className="ml-auto pl-4 font-mono text-fg tabular-nums">{children}</span>
    </p>
  );
}
