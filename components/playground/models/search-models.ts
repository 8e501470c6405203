import type { CatalogueEntry } from "#lib/contract/catalogue-entry.ts";
import { MEDIA, type Media } from "#lib/contract/media.ts";

export const MEDIA_TITLES: Readonly<Record<Media, string>> = {
  image: "Image",
  video: "Video",
  tts: "Speech",
};

export type ModelGroup = { media: Media; models: readonly CatalogueEntry[] };

/** How well a model answers a search: lower is better, null when it does not. */
function score(model: CatalogueEntry, words: readonly string[]): number | null {
  const title = model.title.toLowerCase();
  const id = model.id.toLowerCase();
  const rest = `${model.description} ${MEDIA_TITLES[model.media]}`.toLowerCase();
  let total = 0;
  for (const word of words) {
    if (title.startsWith(word)) total += 0;
    else if (title.includes(word)) total += 1;
    else if (id.includes(word)) total += 2;
    else if (rest.includes(word)) total += 4;
    else return null;
  }
  return total;
}

/**
 * Models by medium. Without words: those of the medium. With words: all that have every word, in
 * title, id or description, best first, the present medium before the others.
 */
export function searchModels(
  models: readonly CatalogueEntry[],
  search: string,
  media: Media,
): ModelGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const order = words.length === 0 ? [media] : [media, ...MEDIA.filter((other) => other !== media)];
  return order
    .map((medium) => ({
      media: medium,
      models: models
        .filter((model) => model.media === medium)
        .flatMap((model) => {
          const points = score(model, words);
          return points === null ? [] : [{ model, points }];
        })
        .sort((a, b) => a.points - b.points)
        .map(({ model }) => model),
    }))
    .filter((group) => group.models.length > 0);
}
