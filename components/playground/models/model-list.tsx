"use client";
import { Check, Search } from "lucide-react";
import { useEffect, useRef } from "react";
import type { CatalogueEntry } from "#lib/contract/catalogue-entry.ts";
import { cn } from "../../ui/cn.ts";
import { Mono } from "../../ui/mono.tsx";
import { formatNumber, formatTypical } from "../format.ts";
import { MEDIA_TITLES } from "./search-models.ts";
import { type ModelListOptions, useModelList } from "./use-model-list.ts";

/** Models to search and choose from. Without a search those of one medium, with one all of them. */
export function ModelList(props: ModelListOptions) {
  const { selectedId, onSelect } = props;
  const list = useModelList(props);
  const searchRef = useRef<HTMLInputElement>(null);
  // The popup takes the focus when it opens, which may be before this list has come.
  useEffect(() => searchRef.current?.focus(), []);
  return (
    <div className="flex max-h-[min(26rem,70dvh)] flex-col">
      <div className="flex items-center gap-2.5 border-line border-b px-3.5">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <input
          {...list.inputProps}
          ref={searchRef}
          aria-label="Search models"
          autoComplete="off"
          spellCheck={false}
          value={list.search}
          onChange={(event) => list.setSearch(event.currentTarget.value)}
          placeholder="Search all models"
          className="h-11 min-w-0 flex-1 bg-transparent outline-none placeholder:text-faint"
        />
      </div>
      <div id={list.listId} role="listbox" aria-label="Models" className="overflow-y-auto p-1.5">
        {list.groups.map((group) => (
          <fieldset key={group.media} aria-label={MEDIA_TITLES[group.media]} className="min-w-0">
            {list.search.trim() !== "" && (
              <p aria-hidden className="px-2.5 pt-2 pb-1 text-faint text-xs">
                {MEDIA_TITLES[group.media]}
              </p>
            )}
            {group.models.map((model) => (
              <ModelOption
                key={model.id}
                id={list.optionId(model.id)}
                model={model}
                isSelected={model.id === selectedId}
                isMarked={model.id === list.markedId}
                onMark={() => list.mark(model.id)}
                onSelect={() => onSelect(model.id)}
              />
            ))}
          </fieldset>
        ))}
      </div>
      {list.groups.length === 0 && <NothingFound />}
    </div>
  );
}

function NothingFound() {
  return (
    <p role="status" className="px-4 pt-4 pb-7 text-center text-muted text-sm">
      No model has these words.
    </p>
  );
}

type ModelOptionProps = {
  id: string;
  model: CatalogueEntry;
  isSelected: boolean;
  isMarked: boolean;
  onMark: () => void;
  onSelect: () => void;
};

/** What the example of a price is for: "5 s", "1 result", "37 characters". */
function exampleUnit(model: CatalogueEntry): string {
  return model.pricing.example.label.split(" × ")[0] ?? "";
}

function ModelOption({ id, model, isSelected, isMarked, onMark, onSelect }: ModelOptionProps) {
  const { state } = model.availability;
  const { credits } = model.pricing.example;
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
        "grid scroll-my-2 cursor-default grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-2.5 rounded-md px-2.5 py-2",
        isMarked && "bg-hover",
      )}
    >
      <span className="pt-0.5 text-accent">
        {isSelected && <Check aria-hidden className="size-4" />}
      </span>
      <span className="grid min-w-0 gap-0.5">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{model.title}</span>
          {state !== "available" && <span className="text-gateway text-xs">{state}</span>}
        </span>
        <Mono className="truncate text-faint text-xs">{model.id}</Mono>
        <span className="text-pretty text-muted text-xs">{model.description}</span>
      </span>
      <span className="grid content-start justify-items-end gap-0.5 text-right text-xs">
        <span className="text-fg text-sm">
          <Mono>{formatNumber(credits)}</Mono> {credits === 1 ? "credit" : "credits"}
        </span>
        <span className="text-faint">for {exampleUnit(model)}</span>
        <span className="text-faint">~ {formatTypical(model.p50_ms)}</span>
      </span>
    </div>
  );
}
