"use client";
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import type { CatalogueEntry } from "#lib/contract/catalogue-entry.ts";
import type { Media } from "#lib/contract/media.ts";
import { searchModels } from "./search-models.ts";

export type ModelListOptions = {
  models: readonly CatalogueEntry[];
  media: Media;
  selectedId: string;
  onSelect: (id: string) => void;
};

/** A search field over a list of models: the field keeps the focus, arrows move the mark. */
export function useModelList({ models, media, selectedId, onSelect }: ModelListOptions) {
  const listId = useId();
  const [search, setSearch] = useState("");
  const groups = useMemo(() => searchModels(models, search, media), [models, search, media]);
  const ids = groups.flatMap((group) => group.models.map((model) => model.id));
  const [marked, setMarked] = useState(selectedId);
  const markedId = ids.includes(marked) ? marked : (ids[0] ?? null);
  const optionId = (id: string) => `${listId}-${id}`;
  const mark = (id: string | undefined) => {
    if (id === undefined) return;
    setMarked(id);
    document.getElementById(optionId(id))?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isChosen = event.key === "Enter" && markedId !== null;
    const next = nextMark(event.key, ids, markedId);
    if (next === undefined && !isChosen) return;
    event.preventDefault();
    if (isChosen) onSelect(markedId);
    else mark(next);
  };
  return {
    groups,
    search,
    setSearch,
    markedId,
    mark,
    optionId,
    listId,
    inputProps: {
      role: "combobox",
      "aria-expanded": true,
      "aria-autocomplete": "list",
      "aria-controls": listId,
      "aria-activedescendant": markedId === null ? undefined : optionId(markedId),
      onKeyDown,
    } as const,
  };
}

/** Where a key moves the mark to; undefined when it does not. */
function nextMark(key: string, ids: readonly string[], markedId: string | null) {
  const at = markedId === null ? -1 : ids.indexOf(markedId);
  switch (key) {
    case "ArrowDown":
      return ids[(at + 1) % ids.length];
    case "ArrowUp":
      return ids.at(at <= 0 ? -1 : at - 1);
    case "PageDown":
      return ids.at(-1);
    case "PageUp":
      return ids[0];
    default:
      return undefined;
  }
}
