"use client";
import { Dices } from "lucide-react";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { fieldTitle } from "#lib/contract/models/read-json-schema.ts";
import { Field, type FieldControl } from "../../../form/field.tsx";
import { Button } from "../../../ui/button.tsx";
import { Input } from "../../../ui/input.tsx";
import { Segmented } from "../../../ui/segmented.tsx";
import { SliderNumber } from "../../../ui/slider.tsx";
import { type BoundField, useModelField } from "../use-model-field.ts";

type NumberFieldProps = { field: Extract<ModelField, { type: "integer" | "number" }> };

const SEGMENTS_MAX = 4;
const SLIDER_SPAN_MAX = 1_000;
const SEED_MAX = 2 ** 31;
const UNITS: Readonly<Record<string, string>> = { duration: "s" };

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
    <Field label={fieldTitle(field.name)} error={bound.error}>
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
      step={field.type === "integer" ? 1 : (range.max - range.min) / 100}
      unit={UNITS[field.name]}
    />
  );
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
        placeholder={field.name === "seed" ? "Random" : field.description}
        className="min-w-0 flex-1 font-mono"
      />
      {field.name === "seed" && (
        <Button icon={<Dices aria-hidden />} aria-label="Roll a seed" onClick={roll} />
      )}
    </div>
  );
}
