"use client";
import { type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

export type SegmentedOption<Value extends string = string> = {
  value: Value;
  label: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
};

export type SegmentedProps<Value extends string> = {
  options: readonly SegmentedOption<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  id?: string | undefined;
  name?: string | undefined;
  size?: "sm" | "md" | undefined;
  className?: string | undefined;
  "aria-label"?: string | undefined;
  "aria-labelledby"?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
};

/** A choice of a few in one row: real radio buttons, so arrows and forms work by themselves. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { options, value, onValueChange, name, size = "md", className, ...group } = props;
  const fallbackName = useId();
  const { "aria-invalid": isInvalid, ...attributes } = group;
  return (
    <div
      role="radiogroup"
      {...attributes}
      {...(isInvalid && { "aria-invalid": true })}
      className={cn(
        "grid auto-cols-fr grid-flow-col gap-0.5 rounded-md border border-line-strong bg-well p-0.5 aria-invalid:border-gateway",
        className,
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            "relative flex min-w-0 cursor-pointer select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-[6px] border border-transparent text-muted text-sm transition-[background-color,color,border-color] duration-fast hover:text-fg has-checked:border-line-strong has-checked:bg-raised has-checked:font-medium has-checked:text-fg has-checked:shadow-control has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-1 has-disabled:cursor-not-allowed has-disabled:opacity-50 [&_svg]:size-4",
            size === "sm" ? "h-7 px-2" : "h-7.5 px-2.5",
          )}
        >
          <input
            type="radio"
            name={name ?? fallbackName}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onValueChange(option.value)}
            className="absolute inset-0 cursor-[inherit] opacity-0"
          />
          {option.icon}
          <span className="truncate">{option.label}</span>
        </label>
      ))}
    </div>
  );
}
