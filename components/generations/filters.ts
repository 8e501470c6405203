import { parseAsStringLiteral } from "nuqs/server";
import { type GenerationStatus, STATUSES } from "#lib/contract/generation-status.ts";
import { MEDIA, type Media } from "#lib/contract/media.ts";

/** Filters of the page, as they stand in its address. */
export const filterParsers = {
  media: parseAsStringLiteral(MEDIA),
  status: parseAsStringLiteral(STATUSES),
};

export type GenerationFilters = { media: Media | null; status: GenerationStatus | null };
