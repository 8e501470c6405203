"use client";
import { AudioLines, Film, Image as Picture, X } from "lucide-react";
import { type GenerationStatus, STATUSES } from "#lib/contract/generation-status.ts";
import type { Media } from "#lib/contract/media.ts";
import { Button } from "../ui/button.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Select } from "../ui/select.tsx";
import type { GenerationFilters } from "./filters.ts";
import { STATUS_WORDS } from "./status-badge.tsx";

const ALL = "all";

const MEDIA_OPTIONS = [
  { value: ALL, label: "All" },
  { value: "image", label: "Images", icon: <Picture aria-hidden className="max-sm:hidden" /> },
  { value: "video", label: "Videos", icon: <Film aria-hidden className="max-sm:hidden" /> },
  { value: "tts", label: "Speech", icon: <AudioLines aria-hidden className="max-sm:hidden" /> },
] as const satisfies readonly { value: Media | typeof ALL; label: string; icon?: unknown }[];

const STATUS_OPTIONS = [
  { value: ALL, label: "Any status" },
  ...STATUSES.map((status) => ({ value: status, label: STATUS_WORDS[status] })),
];

export type FilterBarProps = {
  filters: GenerationFilters;
  onChange: (filters: Partial<GenerationFilters>) => void;
};

/** Medium and status; what is chosen stands in the address. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const isFiltered = filters.media !== null || filters.status !== null;
  return (
    <search className="mb-5 flex flex-wrap items-center gap-2.5">
      <Segmented
        aria-label="Medium"
        options={MEDIA_OPTIONS}
        value={filters.media ?? ALL}
        onValueChange={(value) => onChange({ media: value === ALL ? null : value })}
        className="w-full sm:w-auto"
      />
      <Select
        aria-label="Status"
        options={STATUS_OPTIONS}
        value={filters.status ?? ALL}
        onValueChange={(value) =>
          onChange({ status: value === ALL ? null : (value as GenerationStatus) })
        }
        className="max-sm:flex-1 sm:w-40"
      />
      {isFiltered && (
        <Button
          variant="quiet"
          icon={<X aria-hidden />}
          onClick={() => onChange({ media: null, status: null })}
        >
          Clear
        </Button>
      )}
    </search>
  );
}
