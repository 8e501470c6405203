import { MEDIA } from "#lib/contract/media.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { GROUPS } from "./model-paths.ts";

/** The models as navigation: one group a medium, one page a model, named by its call. */
export function buildNavigation() {
  const groups = MEDIA.map((media) => ({
    group: GROUPS[media],
    pages: MODELS.filter((model) => model.media === media).map(
      (model) => `POST /generation/${model.id}`,
    ),
  }));
  return { name: "Rushes", navigation: { groups } };
}
