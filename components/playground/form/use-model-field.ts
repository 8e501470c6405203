"use client";
import { useController, useFormContext } from "react-hook-form";
import type { Field } from "#lib/contract/models/model.ts";
import { defaultValue, type FieldValue, type FormValues } from "./form-values.ts";

export type BoundField = {
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  onBlur: () => void;
  error: string | undefined;
  /** True when this item of a list is what is wrong. */
  isItemWrong: (index: number) => boolean;
};

/** Binds one field of a model to the form. */
export function useModelField(field: Field): BoundField {
  const { control } = useFormContext<FormValues>();
  const { field: bound, fieldState } = useController({ control, name: field.name });
  const { error } = fieldState;
  return {
    value: bound.value ?? defaultValue(field),
    onChange: bound.onChange,
    onBlur: bound.onBlur,
    error: error?.message,
    isItemWrong: (index) => Boolean(error?.types?.[String(index)]),
  };
}
