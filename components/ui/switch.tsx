"use client";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export type SwitchProps = Omit<ComponentProps<"input">, "type" | "onChange" | "role"> & {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
};

/** On or off, at once. A checkbox underneath: label, form and keyboard work by themselves. */
export function Switch({ checked, onCheckedChange, className, ...props }: SwitchProps) {
  return (
    <span className={cn("relative inline-flex h-5.5 w-9.5 shrink-0", className)}>
      <input
        {...props}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onCheckedChange(event.currentTarget.checked)}
        className="peer absolute inset-0 z-1 cursor-pointer opacity-0 disabled:cursor-not-allowed"
      />
      <span
        aria-hidden
        className="absolute inset-0 rounded-full border border-control bg-well transition-colors duration-fast peer-hover:border-control-hover peer-checked:border-accent-mark peer-checked:bg-accent-mark peer-focus-visible:outline-2 peer-focus-visible:outline-ring peer-focus-visible:outline-offset-2 peer-disabled:opacity-50"
      />
      <span
        aria-hidden
        className="pointer-events-none absolute top-1 left-1 size-3.5 rounded-full bg-muted shadow-control transition-[translate,background-color] duration-fast ease-out peer-checked:translate-x-4 peer-checked:bg-surface"
      />
    </span>
  );
}
