"use client";
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
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
  const selectedOptionId = optionId(selectedId);
  // A long list opens where the present model is.
  useEffect(() => {
    document.getElementById(selectedOptionId)?.scrollIntoView({ block: "center" });
  }, [selectedOptionId]);
  const onKeyDown = (event: KeyboardEvent) => {
    const isChosen = event.key === "Enter" && markedId !== null;
    const next = nextMark(event.key, ids, markedId);
    if (next === undefined && !isChosen) return;
    event.preventDefault();
    if (isChosen) return onSelect(markedId);
    if (next === undefined) return;
    setMarked(next);
    document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" });
  };
  const changeSearch = (words: string) => {
    setSearch(words);
    // The best answer is marked, whatever was before.
    setMarked(words.trim() === "" ? selectedId : "");
  };
  return {
    groups,
    search,
    setSearch: changeSearch,
    markedId,
    mark: setMarked,
    optionId,
    listId,
    count: ids.length,
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

const PAGE_SIZE = 7;

/** Where a key moves the mark to; undefined when it does not. */
function nextMark(key: string, ids: readonly string[], markedId: string | null) {
  const at = markedId === null ? -1 : ids.indexOf(markedId);
  switch (key) {
    case "ArrowDown":
      return ids[(at + 1) % ids.length];
    case "ArrowUp":
      return ids.at(at <= 0 ? -1 : at - 1);
    case "PageDown":
      return ids[Math.min(ids.length - 1, at + PAGE_SIZE)];
    case "PageUp":
      return ids[Math.max(0, at - PAGE_SIZE)];
    default:
      return undefined;
  }
}
