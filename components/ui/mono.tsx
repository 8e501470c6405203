import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { CopyMono } from "./copy-mono.tsx";

export type MonoProps = {
  children: ReactNode;
  /** A click copies it: `true` for the text itself, or the text to copy. */
  copyable?: boolean | string;
  /** What is copied, for its name: `request id`. */
  what?: string;
  className?: string;
};

/** A code, an id or an amount: always in the mono face, with figures of one width. */
export function Mono({ children, copyable, what = "value", className }: MonoProps) {
  const face = cn("font-mono text-[.92em] tabular-nums", className);
  const text = typeof copyable === "string" ? copyable : copyable ? String(children) : null;
  if (text === null) return <span className={face}>{children}</span>;
  return (
    <CopyMono text={text} what={what} className={face}>
      {children}
    </CopyMono>
  );
}
