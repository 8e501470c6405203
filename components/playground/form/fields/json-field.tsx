"use client";
import { useController, useFormContext } from "react-hook-form";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { Field } from "../../../form/field.tsx";
import { Textarea } from "../../../ui/textarea.tsx";
import { EXTRA_FIELDS } from "../extra-fields.ts";
import { fieldLabel } from "../field-label.ts";
import type { FormValues } from "../form-values.ts";

/** A list of objects, as JSON. */
export function ObjectListField({ field }: { field: Extract<ModelField, { type: "object[]" }> }) {
  return (
    <JsonText
      name={field.name}
      label={`${fieldLabel(field.name)} (JSON list)`}
      hint={field.description}
      placeholder={'[{"key": "value"}]'}
    />
  );
}

/** What a model takes beyond the fields that are known. */
export function ExtraFields() {
  return (
    <JsonText
      name={EXTRA_FIELDS}
      label="Extra fields (JSON)"
      hint="An object whose keys are sent along as they are."
      placeholder={'{"key": "value"}'}
    />
  );
}

type JsonTextProps = { name: string; label: string; hint: string; placeholder: string };

/** JSON as it is typed; what it says is checked when the field is left. */
function JsonText({ name, label, hint, placeholder }: JsonTextProps) {
  const { control } = useFormContext<FormValues>();
  const { field, fieldState } = useController({ control, name, defaultValue: "" });
  return (
    <Field label={label} hint={hint} error={fieldState.error?.message}>
      {({ "aria-labelledby": _, ...attributes }) => (
        <Textarea
          {...attributes}
          rows={3}
          value={String(field.value)}
          onChange={(event) => field.onChange(event.currentTarget.value)}
          onBlur={field.onBlur}
          placeholder={placeholder}
          spellCheck={false}
          autoCapitalize="off"
          className="min-h-20! font-mono text-code!"
        />
      )}
    </Field>
  );
}
