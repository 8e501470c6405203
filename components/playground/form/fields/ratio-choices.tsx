"use client";
import { useId } from "react";
import { cn } from "../../../ui/cn.ts";
import { columnCount, fitInSquare, parseRatio } from "../aspect-ratio.ts";
import { choiceTitle, NOT_SET } from "../choice-title.ts";

export type RatioChoicesProps = {
  /** Ratios, and words for those that are none; an empty one for no choice at all. */
  values: readonly string[];
  value: string;
  onValueChange: (value: string) => void;
  "aria-labelledby": string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
};

const SHAPE_PX = 18;

/** Aspect ratios as what they look like. Radio buttons underneath, so arrows work by themselves. */
export function RatioChoices({ values, value, onValueChange, ...group }: RatioChoicesProps) {
  const name = useId();
  const { "aria-invalid": isInvalid, ...attributes } = group;
  return (
    <div
      role="radiogroup"
      {...attributes}
      {...(isInvalid && { "aria-invalid": true })}
      style={{ gridTemplateColumns: `repeat(${columnCount(values)}, minmax(0, 1fr))` }}
      className="grid gap-0.5 rounded-md border border-line-strong bg-well p-0.5 aria-invalid:border-gateway"
    >
      {values.map((option) => (
        <label
          key={option}
          title={option === "" ? undefined : choiceTitle(option)}
          className="group relative grid h-13 min-w-0 cursor-pointer select-none place-items-center content-center gap-1.5 rounded-[6px] border border-transparent text-muted transition-[background-color,color,border-color] duration-fast hover:text-fg has-checked:border-line-strong has-checked:bg-raised has-checked:text-fg has-checked:shadow-control has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-1"
        >
          <input
            type="radio"
            name={name}
            value={option}
            checked={option === value}
            onChange={() => onValueChange(option)}
            className="absolute inset-0 z-1 cursor-[inherit] opacity-0"
          />
          <Shape ratio={parseRatio(option)} />
          <ChoiceName option={option} />
        </label>
      ))}
    </div>
  );
}

function ChoiceName({ option }: { option: string }) {
  const isRatio = parseRatio(option) !== null;
  const name = option === "" ? NOT_SET : isRatio ? option.replace("x", "×") : choiceTitle(option);
  return (
    <span
      className={cn(
        "max-w-full truncate px-0.5 text-[11px] leading-none",
        isRatio && "font-mono tabular-nums",
      )}
    >
      {name}
    </span>
  );
}

/** The shape of a ratio; one of dashes where the model or the input decides. */
function Shape({ ratio }: { ratio: number | null }) {
  const { widthPx, heightPx } = fitInSquare(ratio ?? 1, ratio === null ? SHAPE_PX - 3 : SHAPE_PX);
  return (
    <span aria-hidden className="grid place-items-center" style={{ height: SHAPE_PX }}>
      <span
        className={cn(
          "block rounded-[2.5px] border-[1.5px] border-current opacity-70 transition-colors duration-fast",
          "group-has-checked:border-accent group-has-checked:bg-accent-soft group-has-checked:opacity-100",
          ratio === null && "border-dashed",
        )}
        style={{ width: widthPx, height: heightPx }}
      />
    </span>
  );
}
