"use client";
import { type CSSProperties, useState } from "react";
import { cn } from "./cn.ts";
import { control } from "./styles.ts";

export type SliderNumberProps = {
  value: number;
  onValueChange: (value: number) => void;
  min: number;
  max: number;
  step?: number | undefined;
  /** Shown behind the number: `s`, `%`. */
  unit?: string | undefined;
  id?: string | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
  "aria-label"?: string | undefined;
  "aria-labelledby"?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
};

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));

/** Digits of the widest bound, so that the box keeps its width. */
function widestBound(min: number, max: number, step: number): number {
  return Math.max(...[min, max, max - step].map((bound) => String(bound).length));
}

/** A number in a range: drag it, or type it. What is typed is taken when it is in range. */
export function SliderNumber(props: SliderNumberProps) {
  const { value, onValueChange, min, max, step = 1, unit, id, className, ...rest } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const share = max > min ? (clamp(value, min, max) - min) / (max - min) : 0;
  const type = (text: string) => {
    setDraft(text);
    const number = text.trim() === "" ? Number.NaN : Number(text);
    if (number >= min && number <= max) onValueChange(number);
  };
  return (
    <div className={cn("flex items-center gap-3", className)}>
      <input
        {...rest}
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={(event) => onValueChange(event.currentTarget.valueAsNumber)}
        aria-valuetext={unit ? `${value} ${unit}` : undefined}
        style={{ "--share": `${share * 100}%` } as CSSProperties}
        className="slider h-6 w-0 min-w-0 flex-1"
      />
      <span className="relative shrink-0">
        <input
          {...rest}
          aria-label={rest["aria-labelledby"] ? undefined : `${rest["aria-label"] ?? "Value"}`}
          type="number"
          min={min}
          max={max}
          step={step}
          value={draft ?? value}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={() => setDraft(null)}
          style={{ width: `calc(${widestBound(min, max, step)}ch + ${unit ? 2.4 : 1.5}rem)` }}
          className={cn(control, "no-spin h-8 px-2.5 font-mono text-sm tabular-nums")}
        />
        {unit && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-2.5 grid place-items-center font-mono text-faint text-sm"
          >
            {unit}
          </span>
        )}
      </span>
    </div>
  );
}
