"use client";
import { Link2 } from "lucide-react";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { Field } from "../../../form/field.tsx";
import { Input } from "../../../ui/input.tsx";
import { fieldLabel } from "../field-label.ts";
import { useModelField } from "../use-model-field.ts";
import { PickResult } from "./pick-result.tsx";
import { UrlChip } from "./url-chip.tsx";

/** One file by its URL: shown as a picture once it is one, with a way to take an earlier result. */
export function UrlField({ field }: { field: Extract<ModelField, { type: "uri" }> }) {
  const { value, onChange, onBlur, error } = useModelField(field);
  const url = String(value);
  return (
    <Field
      label={fieldLabel(field.name)}
      hint={field.description}
      error={error}
      {...(field.required && { trailing: "Required" })}
    >
      {({ "aria-labelledby": _, ...control }) => (
        <div className="grid gap-2">
          <div className="flex gap-2">
            <Input
              {...control}
              type="url"
              inputMode="url"
              leading={<Link2 aria-hidden />}
              value={url}
              onChange={(event) => onChange(event.currentTarget.value)}
              onBlur={onBlur}
              placeholder="https://…"
              className="min-w-0 flex-1"
            />
            <PickResult
              accepts={field.accepts}
              label={`Use a result as ${fieldLabel(field.name).toLowerCase()}`}
              onPick={onChange}
            />
          </div>
          {url && !error && (
            <UrlChip url={url} accepts={field.accepts} onRemove={() => onChange("")} />
          )}
        </div>
      )}
    </Field>
  );
}
