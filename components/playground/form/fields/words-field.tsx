"use client";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { Field } from "../../../form/field.tsx";
import { Textarea } from "../../../ui/textarea.tsx";
import { fieldLabel } from "../field-label.ts";
import { useModelField } from "../use-model-field.ts";

/** The main words: what to make, or what to say. Enter makes a new line; ⌘↵ generates. */
export function WordsField({ field }: { field: Extract<ModelField, { type: "string" }> }) {
  const { value, onChange, onBlur, error } = useModelField(field);
  const text = String(value);
  const { maxLength } = field;
  const isNearLimit = maxLength !== undefined && text.length > maxLength * 0.8;
  return (
    <Field
      label={fieldLabel(field.name)}
      error={error}
      {...(isNearLimit && {
        trailing: (
          <span className="font-mono tabular-nums">
            {text.length} / {maxLength}
          </span>
        ),
      })}
    >
      {({ "aria-labelledby": _, ...control }) => (
        <Textarea
          {...control}
          rows={4}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={onBlur}
          placeholder={field.description}
          required={field.required}
          spellCheck
          className="scroll-mb-24"
        />
      )}
    </Field>
  );
}
