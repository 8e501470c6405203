"use client";
import { Link2, Plus } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { fieldTitle } from "#lib/contract/models/json-schema.ts";
import type { Field as ModelField } from "#lib/contract/models/model.ts";
import { Field } from "../../../form/field.tsx";
import { Button } from "../../../ui/button.tsx";
import { Input } from "../../../ui/input.tsx";
import { useModelField } from "../use-model-field.ts";
import { PickResult } from "./pick-result.tsx";
import { UrlChip } from "./url-chip.tsx";

/** Several files by their URLs, added one at a time, by paste or from earlier results. */
export function UrlListField({ field }: { field: Extract<ModelField, { type: "uri[]" }> }) {
  const { value, onChange, onBlur, error, isItemWrong } = useModelField(field);
  const [draft, setDraft] = useState("");
  const urls = typeof value === "object" ? value : [];
  const keys = uniqueKeys(urls);
  const isFull = field.maxItems !== undefined && urls.length >= field.maxItems;
  const add = (text: string) => {
    const added = text.split(/\s+/).filter(Boolean);
    if (added.length > 0) onChange([...urls, ...added]);
    setDraft("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    add(draft);
  };
  const leave = () => {
    add(draft);
    onBlur();
  };
  return (
    <Field
      label={fieldTitle(field.name)}
      error={error}
      {...(field.maxItems && { trailing: <Count count={urls.length} max={field.maxItems} /> })}
    >
      {({ "aria-labelledby": _, ...control }) => (
        <div className="grid gap-2">
          <div className="flex gap-2">
            <Input
              {...control}
              type="url"
              inputMode="url"
              leading={<Link2 aria-hidden />}
              value={draft}
              disabled={isFull}
              onChange={(event) => setDraft(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              onBlur={leave}
              placeholder={isFull ? "No more fit" : "https://…"}
              className="min-w-0 flex-1"
            />
            {draft.trim() !== "" && (
              <Button icon={<Plus aria-hidden />} aria-label="Add URL" onClick={() => add(draft)} />
            )}
            <PickResult
              accepts={field.accepts}
              label={`Add a result to ${fieldTitle(field.name).toLowerCase()}`}
              onPick={add}
            />
          </div>
          {urls.map((url, index) => (
            <UrlChip
              key={keys[index]}
              url={url}
              isWrong={isItemWrong(index)}
              onRemove={() => onChange(urls.filter((__, at) => at !== index))}
            />
          ))}
        </div>
      )}
    </Field>
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
