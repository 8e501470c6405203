"use client";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { fieldTitle } from "#lib/contract/models/read-json-schema.ts";
import { Field } from "../../../form/field.tsx";
import { Segmented } from "../../../ui/segmented.tsx";
import { Select } from "../../../ui/select.tsx";
import { parseRatio } from "../aspect-ratio.ts";
import { choiceTitle } from "../choice-title.ts";
import { useModelField } from "../use-model-field.ts";
import { RatioChoices } from "./ratio-choices.tsx";

type ChoiceFieldProps = { field: Extract<ModelField, { type: "enum" }> };

const SEGMENTS_MAX = 4;
const SEGMENTS_LENGTH_MAX = 24;

/** One of a closed list: shapes for aspect ratios, a row for a few short ones, else a list. */
export function ChoiceField({ field }: ChoiceFieldProps) {
  const { value, onChange, error } = useModelField(field);
  const isRatio = field.values.every((option) => parseRatio(option) !== null);
  const isShort =
    field.values.length <= SEGMENTS_MAX && field.values.join("").length <= SEGMENTS_LENGTH_MAX;
  const isOptional = field.default === undefined && !field.required;
  const options = field.values.map((option) => ({ value: option, label: choiceTitle(option) }));
  const shared = { value: String(value), onValueChange: onChange };
  return (
    <Field label={fieldTitle(field.name)} error={error}>
      {({ id, ...group }) => {
        if (isRatio) return <RatioChoices {...group} {...shared} values={field.values} />;
        if (isShort && !isOptional) return <Segmented {...group} {...shared} options={options} />;
        const automatic = isOptional ? [{ value: "", label: "Automatic" }] : [];
        return <Select id={id} {...group} {...shared} options={[...automatic, ...options]} />;
      }}
    </Field>
  );
}
