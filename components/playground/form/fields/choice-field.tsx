"use client";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { Field } from "../../../form/field.tsx";
import { Segmented } from "../../../ui/segmented.tsx";
import { Select } from "../../../ui/select.tsx";
import { areShapes } from "../aspect-ratio.ts";
import { choiceTitle, NOT_SET } from "../choice-title.ts";
import { fieldLabel } from "../field-label.ts";
import { useModelField } from "../use-model-field.ts";
import { RatioChoices } from "./ratio-choices.tsx";

type ChoiceFieldProps = {
  field: Extract<ModelField, { type: "enum" }>;
  /** It has half of a line only. */
  isHalf: boolean;
};

/** What a row of segments holds before its words are cut off. */
const ROW = { count: 4, length: 24 };
const HALF_ROW = { count: 3, length: 14 };

/** One of a closed list; where it holds one thing that is set already, that thing. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { default: fallback, values } = props.field;
  const isSettled = values.length === 1 && fallback !== undefined;
  return isSettled ? <Settled {...props} /> : <Choices {...props} />;
}

function Settled({ field }: ChoiceFieldProps) {
  const { value, error } = useModelField(field);
  return (
    <Field label={fieldLabel(field.name)} error={error} isInline>
      {({ id }) => (
        <output id={id} className="text-muted text-sm">
          {choiceTitle(String(value))}
        </output>
      )}
    </Field>
  );
}

/** Shapes for aspect ratios, a row for a few short choices, else a list. */
function Choices({ field, isHalf }: ChoiceFieldProps) {
  const { value, onChange, error } = useModelField(field);
  const isOptional = field.default === undefined && !field.required;
  const values = isOptional ? ["", ...field.values] : field.values;
  const options = values.map((option) => ({
    value: option,
    label: option === "" ? NOT_SET : choiceTitle(option),
  }));
  const room = isHalf ? HALF_ROW : ROW;
  const isShort =
    options.length <= room.count &&
    options.map(({ label }) => label).join("").length <= room.length;
  const shared = { value: String(value), onValueChange: onChange };
  return (
    <Field label={fieldLabel(field.name)} error={error}>
      {({ id, ...group }) => {
        if (areShapes(field.values)) return <RatioChoices {...group} {...shared} values={values} />;
        if (isShort) return <Segmented {...group} {...shared} options={options} />;
        return <Select id={id} {...group} {...shared} options={options} />;
      }}
    </Field>
  );
}
