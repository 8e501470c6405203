"use client";
import { Link2, Plus } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { Field, type FieldControl } from "../../../form/field.tsx";
import { Button } from "../../../ui/button.tsx";
import { Input } from "../../../ui/input.tsx";
import { fieldLabel } from "../field-label.ts";
import { useModelField } from "../use-model-field.ts";
import { PickResult } from "./pick-result.tsx";
import { UrlChip } from "./url-chip.tsx";

type UrlListFieldProps = { field: Extract<ModelField, { type: "uri[]" }> };

/** Several files by their URLs, added one at a time, by paste or from earlier results. */
export function UrlListField({ field }: UrlListFieldProps) {
  const { value, onChange, onBlur, error, isItemWrong } = useModelField(field);
  const urls = typeof value === "object" ? value : [];
  const keys = uniqueKeys(urls);
  const { maxItems } = field;
  return (
    <Field
      label={fieldLabel(field.name)}
      hint={field.description}
      error={error}
      {...(maxItems && { trailing: <Count count={urls.length} max={maxItems} /> })}
    >
      {(control) => (
        <div className="grid gap-2">
          <AddUrl
            field={field}
            control={control}
            isFull={maxItems !== undefined && urls.length >= maxItems}
            onAdd={(added) => onChange([...urls, ...added])}
            onBlur={onBlur}
          />
          {urls.map((url, index) => (
            <UrlChip
              key={keys[index]}
              url={url}
              accepts={field.accepts}
              isWrong={isItemWrong(index)}
              onRemove={() => onChange(urls.filter((_, at) => at !== index))}
            />
          ))}
        </div>
      )}
    </Field>
  );
}

type AddUrlProps = UrlListFieldProps & {
  control: FieldControl;
  isFull: boolean;
  onAdd: (urls: readonly string[]) => void;
  onBlur: () => void;
};

/** Takes a URL, or several with space between them. What is left in it is taken as well. */
function AddUrl({ field, control, isFull, onAdd, onBlur }: AddUrlProps) {
  const { "aria-labelledby": _, ...input } = control;
  const [draft, setDraft] = useState("");
  const add = (text: string) => {
    const added = text.split(/\s+/).filter(Boolean);
    if (added.length > 0) onAdd(added);
    setDraft("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add(draft);
  };
  return (
    <div className="flex gap-2">
      <Input
        {...input}
        type="url"
        inputMode="url"
        leading={<Link2 aria-hidden />}
        value={draft}
        disabled={isFull}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          add(draft);
          onBlur();
        }}
        placeholder={isFull ? "No more fit" : "https://…"}
        className="min-w-0 flex-1"
      />
      {draft.trim() !== "" && (
        <Button icon={<Plus aria-hidden />} aria-label="Add URL" onClick={() => add(draft)} />
      )}
      <PickResult
        accepts={field.accepts}
        label={`Add a result to ${fieldLabel(field.name).toLowerCase()}`}
        onPick={add}
      />
    </div>
  );
}

function Count({ count, max }: { count: number; max: number }) {
  return (
    <span className="font-mono tabular-nums">
      {count} / {max}
    </span>
  );
}

/** A key for each item; the same URL may be there twice. */
function uniqueKeys(urls: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return urls.map((url) => {
    const count = seen.get(url) ?? 0;
    seen.set(url, count + 1);
    return `${url} ${count}`;
  });
}
