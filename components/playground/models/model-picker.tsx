"use client";
import { AudioLines, ChevronsUpDown, Film, Image as Picture } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import type { CatalogueEntry } from "#lib/contract/catalogue-entry.ts";
import { MEDIA, type Media } from "#lib/contract/media.ts";
import { Mono } from "../../ui/mono.tsx";
import { Popover } from "../../ui/popover.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { MEDIA_TITLES } from "./search-models.ts";

const MEDIA_ICONS = {
  image: <Picture aria-hidden />,
  video: <Film aria-hidden />,
  tts: <AudioLines aria-hidden />,
} as const satisfies Record<Media, ReactNode>;

const loadList = () => import("./model-list.tsx");
const ModelList = lazy(async () => ({ default: (await loadList()).ModelList }));

/** When the page has settled, the list is fetched, so that it is there when it is opened. */
const SETTLED_MS = 1_000;

export type ModelPickerProps = {
  models: readonly CatalogueEntry[];
  model: CatalogueEntry;
  onMediaChange: (media: Media) => void;
  onModelChange: (id: string) => void;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** First what to make, then which model makes it. */
export function ModelPicker(props: ModelPickerProps) {
  const { models, model, onMediaChange, onModelChange, isOpen, onOpenChange } = props;
  useEffect(() => {
    const timer = setTimeout(loadList, SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  const media = MEDIA.filter((medium) => models.some((entry) => entry.media === medium));
  return (
    <div className="grid gap-3">
      <Segmented
        aria-label="What to make"
        value={model.media}
        onValueChange={onMediaChange}
        options={media.map((medium) => ({
          value: medium,
          label: MEDIA_TITLES[medium],
          icon: MEDIA_ICONS[medium],
        }))}
      />
      <Popover
        open={isOpen}
        onOpenChange={onOpenChange}
        className="w-[min(34rem,calc(100vw-1.5rem))] overflow-hidden p-0!"
        trigger={<PickerButton model={model} />}
      >
        <Suspense fallback={<div className="h-60" />}>
          <ModelList
            models={models}
            media={model.media}
            selectedId={model.id}
            onSelect={onModelChange}
          />
        </Suspense>
      </Popover>
    </div>
  );
}

/** The rest is what the popover gives its trigger. */
function PickerButton({ model, ...trigger }: { model: CatalogueEntry }) {
  return (
    <button
      {...trigger}
      type="button"
      className="flex h-14 w-full items-center gap-3 rounded-md border border-control bg-well px-3 text-left transition-colors duration-fast hover:border-control-hover data-popup-open:border-accent"
    >
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="truncate font-medium leading-5">
          <span className="sr-only">Model: </span>
          {model.title}
        </span>
        <Mono className="truncate text-faint text-xs leading-4">{model.id}</Mono>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-faint" />
    </button>
  );
}
