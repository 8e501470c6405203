"use client";
import { Check } from "lucide-react";
import type { CatalogueEntry } from "#lib/contract/catalogue-entry.ts";
import { cn } from "../../ui/cn.ts";
import { Mono } from "../../ui/mono.tsx";
import { formatCredits, formatTypical } from "../format.ts";

export type ModelOptionProps = {
  id: string;
  model: CatalogueEntry;
  isSelected: boolean;
  isMarked: boolean;
  /** Says the provider too, where no heading does. */
  hasProvider: boolean;
  onMark: () => void;
  onSelect: () => void;
};

/** What the example of a price is for: "5 s", "1 result", "37 characters". */
function exampleUnit(model: CatalogueEntry): string {
  return model.pricing.example.label.split(" × ")[0] ?? "";
}

/** One model of the list: its name and address, what it is good at, what it costs and takes. */
export function ModelOption(props: ModelOptionProps) {
  const { id, model, isSelected, isMarked, hasProvider, onMark, onSelect } = props;
  const { state } = model.availability;
  const path = hasProvider ? model.id : model.id.slice(model.id.indexOf("/") + 1);
  return (
    // The search field keeps the focus and handles the keys, as a combobox does.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      onPointerMove={onMark}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onSelect}
      onKeyDown={undefined}
      className={cn(
        "grid scroll-mt-9 scroll-mb-2 cursor-default grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-2.5 rounded-md px-2.5 py-1.5",
        isMarked && "bg-hover",
      )}
    >
      <span className="pt-0.5 text-accent">
        {isSelected && <Check aria-hidden className="size-4" />}
      </span>
      <span className="grid min-w-0 gap-px">
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="shrink-0 truncate font-medium">{model.title}</span>
          <Mono className="min-w-0 truncate text-faint text-xs">{path}</Mono>
          {state !== "available" && <span className="shrink-0 text-gateway text-xs">{state}</span>}
        </span>
        <span className="truncate text-muted text-xs">{model.description}</span>
      </span>
      <span className="grid content-start justify-items-end gap-px text-right">
        <span className="tabular-nums">{formatCredits(model.pricing.example.credits)}</span>
        <span className="text-faint text-xs tabular-nums">
          {exampleUnit(model)} · ~{formatTypical(model.p50_ms)}
        </span>
      </span>
    </div>
  );
}
