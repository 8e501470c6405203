import type { CatalogueEntry } from "#lib/contract/catalogue-entry.ts";
import { MEDIA, type Media } from "#lib/contract/media.ts";
import { providerTitle } from "./provider-title.ts";

export const MEDIA_TITLES: Readonly<Record<Media, string>> = {
  image: "Image",
  video: "Video",
  tts: "Speech",
};

type SearchedModel = Pick<CatalogueEntry, "id" | "title" | "description" | "media">;

/** Models under one heading: a provider, or with a search a medium. */
export type ModelGroup<Model> = { title: string; models: readonly Model[] };

/** Letters and digits alone, so that "veo3" finds "Veo 3.1" and "gptimage" "GPT Image". */
function compact(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** How well a model answers a search: lower is better, null when it does not. */
function score(model: SearchedModel, words: readonly string[]): number | null {
  const title = compact(model.title);
  if (title === words.join("")) return -1;
  const id = compact(`${model.id} ${providerTitle(model.id)}`);
  const rest = compact(`${model.description} ${MEDIA_TITLES[model.media]}`);
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

function byProvider<Model extends SearchedModel>(models: readonly Model[]): ModelGroup<Model>[] {
  const groups = Map.groupBy(models, (model) => providerTitle(model.id));
  return [...groups].map(([title, ofProvider]) => ({ title, models: ofProvider }));
}

/**
 * Models under headings. Without words: those of the medium, by provider. With words in any order:
 * all that have every word, in title, id, provider or description, best first, by medium, the
 * present one before the others.
 */
export function searchModels<Model extends SearchedModel>(
  models: readonly Model[],
  search: string,
  media: Media,
): ModelGroup<Model>[] {
  const words = search.split(/\s+/).map(compact).filter(Boolean);
  if (words.length === 0) return byProvider(models.filter((model) => model.media === media));
  return [media, ...MEDIA.filter((other) => other !== media)]
    .map((medium) => ({
      title: MEDIA_TITLES[medium],
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
