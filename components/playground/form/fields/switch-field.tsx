"use client";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { fieldTitle } from "#lib/contract/models/read-json-schema.ts";
import { Field } from "../../../form/field.tsx";
import { Switch } from "../../../ui/switch.tsx";
import { useModelField } from "../use-model-field.ts";

/** On or off. */
export function SwitchField({ field }: { field: Extract<ModelField, { type: "boolean" }> }) {
  const { value, onChange, onBlur, error } = useModelField(field);
  return (
    <Field label={fieldTitle(field.name)} error={error} isInline>
      {({ "aria-labelledby": _, ...control }) => (
        <Switch {...control} checked={value === true} onCheckedChange={onChange} onBlur={onBlur} />
      )}
    </Field>
  );
}
