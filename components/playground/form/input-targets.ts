import { fieldTitle } from "#lib/contract/models/read-json-schema.ts";
import type { FormModel } from "./form-values.ts";

/** A field of a model that a picture can go into. */
export type InputTarget = { modelId: string; field: string; label: string };

type TargetModel = FormModel & { title: string };

/** What is done first with a picture: a film that starts with it, then a picture made from it. */
const PREFERRED = ["first_frame_url", "image_url", "image_urls", "reference_image_urls"];

/**
 * Where a picture can go: each picture field of the present model, then the likeliest field of
 * every other one.
 */
export function pictureTargets(models: readonly TargetModel[], present: FormModel): InputTarget[] {
  const here = pictureFields(present).map((field) => ({
    modelId: present.id,
    field,
    label: `As ${fieldTitle(field).toLowerCase()}`,
  }));
  const elsewhere = models
    .filter((model) => model.id !== present.id)
    .flatMap((model) => {
      const fields = pictureFields(model);
      const field = PREFERRED.find((name) => fields.includes(name)) ?? fields[0];
      if (field === undefined) return [];
      const verb = model.media === "video" ? "Animate" : "Edit";
      return [{ modelId: model.id, field, label: `${verb} with ${model.title}` }];
    });
  return [...here, ...elsewhere];
}

function pictureFields(model: FormModel): string[] {
  return model.fields
    .filter(
      (field) => (field.type === "uri" || field.type === "uri[]") && field.accepts === "image",
    )
    .map((field) => field.name);
}
