"use client";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { Field } from "../../../form/field.tsx";
import { Segmented } from "../../../ui/segmented.tsx";
import { Switch } from "../../../ui/switch.tsx";
import { NOT_SET } from "../choice-title.ts";
import { fieldLabel } from "../field-label.ts";
import { useModelField } from "../use-model-field.ts";

type SwitchFieldProps = { field: Extract<ModelField, { type: "boolean" }> };

/** On or off; where the model has no default of its own, also neither. */
export function SwitchField({ field }: SwitchFieldProps) {
  return field.default === undefined ? <Undecided field={field} /> : <OnOff field={field} />;
}

function OnOff({ field }: SwitchFieldProps) {
  const { value, onChange, onBlur, error } = useModelField(field);
  return (
    <Field label={fieldLabel(field.name)} error={error} isInline>
      {({ "aria-labelledby": _, ...control }) => (
        <Switch {...control} checked={value === true} onCheckedChange={onChange} onBlur={onBlur} />
      )}
    </Field>
  );
}

const CHOICES = [
  { value: "", label: NOT_SET },
  { value: "true", label: "On" },
  { value: "false", label: "Off" },
] as const;

function Undecided({ field }: SwitchFieldProps) {
  const { value, onChange, error } = useModelField(field);
  const change = (next: string) => onChange(next === "" ? "" : next === "true");
  return (
    <Field label={fieldLabel(field.name)} error={error} isInline>
      {({ id: _, ...group }) => (
        <Segmented
          {...group}
          size="sm"
          className="w-52"
          value={String(value)}
          onValueChange={change}
          options={CHOICES}
        />
      )}
    </Field>
  );
}
