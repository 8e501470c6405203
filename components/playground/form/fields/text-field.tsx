"use client";
import { useState } from "react";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { Field } from "../../../form/field.tsx";
import { Input } from "../../../ui/input.tsx";
import { Select } from "../../../ui/select.tsx";
import { Textarea } from "../../../ui/textarea.tsx";
import { choiceTitle, NOT_SET } from "../choice-title.ts";
import { fieldLabel } from "../field-label.ts";
import { useModelField } from "../use-model-field.ts";

type TextFieldProps = { field: Extract<ModelField, { type: "string" }> };

const LONG = new Set(["negative_prompt", "reference_text", "prompt"]);

/** Free text: a line, a paragraph, or a list of known values with a way out of it. */
export function TextField({ field }: TextFieldProps) {
  return field.examples ? <ExamplesField field={field} /> : <PlainField field={field} />;
}

function PlainField({ field }: TextFieldProps) {
  const { value, onChange, onBlur, error } = useModelField(field);
  return (
    <Field label={fieldLabel(field.name)} hint={field.description} error={error}>
      {({ "aria-labelledby": _, ...control }) => {
        const shared = { ...control, value: String(value), onBlur };
        return LONG.has(field.name) ? (
          <Textarea
            {...shared}
            rows={2}
            className="min-h-16! text-base!"
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        ) : (
          <Input {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
        );
      }}
    </Field>
  );
}

const OTHER = "\u0000other";
const NONE = "";

function ExamplesField({ field }: TextFieldProps) {
  const { value, onChange, onBlur, error } = useModelField(field);
  const examples = field.examples ?? [];
  const text = String(value);
  const [isOther, setIsOther] = useState(text !== NONE && !examples.includes(text));
  const options = [
    ...(field.default === undefined ? [{ value: NONE, label: NOT_SET }] : []),
    ...examples.map((example) => ({ value: example, label: choiceTitle(example) })),
    { value: OTHER, label: "Other…" },
  ];
  const choose = (next: string) => {
    setIsOther(next === OTHER);
    onChange(next === OTHER ? "" : next);
  };
  return (
    <Field label={fieldLabel(field.name)} error={error}>
      {(control) => (
        <div className="grid gap-2">
          <Select
            {...control}
            value={isOther ? OTHER : text}
            onValueChange={choose}
            options={options}
          />
          {isOther && (
            <Input
              aria-label={`${fieldLabel(field.name)}: other value`}
              aria-invalid={control["aria-invalid"]}
              value={text}
              onChange={(event) => onChange(event.currentTarget.value)}
              onBlur={onBlur}
            />
          )}
        </div>
      )}
    </Field>
  );
}
