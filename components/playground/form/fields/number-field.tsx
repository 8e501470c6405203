"use client";
import { Dices } from "lucide-react";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { Field, type FieldControl } from "../../../form/field.tsx";
import { Button } from "../../../ui/button.tsx";
import { Input } from "../../../ui/input.tsx";
import { Segmented } from "../../../ui/segmented.tsx";
import { SliderNumber } from "../../../ui/slider.tsx";
import { NOT_SET } from "../choice-title.ts";
import { fieldLabel } from "../field-label.ts";
import { type BoundField, useModelField } from "../use-model-field.ts";

type NumberFieldProps = { field: Extract<ModelField, { type: "integer" | "number" }> };

const SEGMENTS_MAX = 4;
const SLIDER_SPAN_MAX = 1_000;
const SEED_MAX = 2 ** 31;
const UNITS: ReadonlyMap<string, string> = new Map([
  ["duration", "s"],
  ["seconds", "s"],
]);

type Range = { min: number; max: number };

/** Bounds when they are close enough to be worth showing as a row or a slider. */
function shownRange({ field }: NumberFieldProps): Range | null {
  const { min, max } = field;
  if (min === undefined || max === undefined || field.default === undefined) return null;
  return max - min <= SLIDER_SPAN_MAX ? { min, max } : null;
}

/** A number: a row of a few, a slider with a box, or a box alone. */
export function NumberField({ field }: NumberFieldProps) {
  const bound = useModelField(field);
  const range = shownRange({ field });
  return (
    <Field label={fieldLabel(field.name)} error={bound.error}>
      {(control) => {
        if (!range) return <NumberBox field={field} bound={bound} control={control} />;
        const isFew = field.type === "integer" && range.max - range.min < SEGMENTS_MAX;
        const Range = isFew ? FewNumbers : NumberSlider;
        return <Range field={field} bound={bound} control={control} range={range} />;
      }}
    </Field>
  );
}

type ControlProps = NumberFieldProps & { bound: BoundField; control: FieldControl };

function FewNumbers({ bound, control, range }: ControlProps & { range: Range }) {
  const { id: _, ...group } = control;
  const numbers = Array.from({ length: range.max - range.min + 1 }, (__, i) => range.min + i);
  return (
    <Segmented
      {...group}
      value={String(bound.value)}
      onValueChange={(value) => bound.onChange(Number(value))}
      options={numbers.map((number) => ({ value: String(number), label: String(number) }))}
    />
  );
}

function NumberSlider({ field, bound, control, range }: ControlProps & { range: Range }) {
  return (
    <SliderNumber
      {...control}
      value={Number(bound.value)}
      onValueChange={bound.onChange}
      {...range}
      step={field.type === "integer" ? 1 : fineStep(range)}
      unit={UNITS.get(field.name)}
    />
  );
}

/** A round step, fine enough to choose by and coarse enough to hit. */
function fineStep({ min, max }: Range): number {
  const span = max - min;
  return span <= 2 ? 0.01 : span <= 10 ? 0.1 : 0.5;
}

/** What a box says while it is empty. */
function emptyText({ name, min, max }: NumberFieldProps["field"]): string {
  if (name === "seed") return "Random";
  const isRange = min !== undefined && max !== undefined && max - min <= SLIDER_SPAN_MAX;
  return isRange ? `${min} to ${max}, not set` : NOT_SET;
}

function NumberBox({ field, bound, control }: ControlProps) {
  const { "aria-labelledby": _, ...input } = control;
  const roll = () => bound.onChange(Math.floor(Math.random() * SEED_MAX));
  return (
    <div className="flex gap-2">
      <Input
        {...input}
        inputMode={field.type === "integer" ? "numeric" : "decimal"}
        value={String(bound.value)}
        onChange={(event) => bound.onChange(event.currentTarget.value)}
        onBlur={bound.onBlur}
        placeholder={emptyText(field)}
        className="min-w-0 flex-1 font-mono"
      />
      {field.name === "seed" && (
        <Button icon={<Dices aria-hidden />} aria-label="Roll a seed" onClick={roll} />
      )}
    </div>
  );
}
