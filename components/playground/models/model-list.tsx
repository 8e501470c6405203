"use client";
import { Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { ModelOption } from "./model-option.tsx";
import { type ModelListOptions, useModelList } from "./use-model-list.ts";

/** Models to search and choose from. Without a search those of one medium, with one all of them. */
export function ModelList(props: ModelListOptions) {
  const { models, selectedId, onSelect } = props;
  const list = useModelList(props);
  const searchRef = useRef<HTMLInputElement>(null);
  // The popup takes the focus when it opens, which may be before this list has come.
  useEffect(() => searchRef.current?.focus(), []);
  const isSearch = list.search.trim() !== "";
  return (
    <div className="flex max-h-[min(36rem,70dvh)] flex-col">
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
          placeholder={`Search all ${models.length} models`}
          className="h-11 min-w-0 flex-1 bg-transparent outline-none placeholder:text-faint"
        />
        {isSearch && (
          <span role="status" className="shrink-0 text-faint text-xs tabular-nums">
            {list.count} found
          </span>
        )}
      </div>
      <div
        id={list.listId}
        role="listbox"
        aria-label="Models"
        className="overflow-y-auto overscroll-contain px-1.5 pb-1.5"
      >
        {list.groups.map((group) => (
          <fieldset key={group.title} aria-label={group.title} className="min-w-0">
            <p
              aria-hidden
              className="sticky top-0 z-1 -mx-1.5 bg-overlay px-4 pt-2.5 pb-1 font-medium text-faint text-xs"
            >
              {group.title}
            </p>
            {group.models.map((model) => (
              <ModelOption
                key={model.id}
                id={list.optionId(model.id)}
                model={model}
                isSelected={model.id === selectedId}
                isMarked={model.id === list.markedId}
                hasProvider={isSearch}
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
