import type { Accepts } from "#lib/contract/models/model.ts";
import { fieldLabel } from "./field-label.ts";
import type { FormModel } from "./form-values.ts";

/** A field of a model that a result can go into. */
export type InputTarget = { modelId: string; field: string; label: string };

/** What a result is, and a field may take. */
export type ResultKind = Exclude<Accepts, "file">;

type TargetModel = FormModel & { title: string };

/** What is done first with a picture: a film that starts with it, then a picture made from it. */
const PREFERRED = [
  "first_frame_url",
  "start_image_url",
  "image_url",
  "image_urls",
  "reference_image_urls",
];

/** With many models a menu of all of them helps nobody: the first ones of each medium. */
const OTHERS_MAX = 3;

/**
 * Where a result can go: each field of the present model that takes its kind, then the likeliest
 * field of a few other models of each medium, those first that cannot do without it.
 */
export function inputTargets(
  models: readonly TargetModel[],
  present: FormModel,
  kind: ResultKind,
): InputTarget[] {
  const here = fieldsFor(present, kind).map((field) => ({
    modelId: present.id,
    field,
    label: `As ${fieldLabel(field).toLowerCase()}`,
  }));
  const others = models.filter((model) => model.id !== present.id);
  const elsewhere = [...Map.groupBy(others, ({ media }) => media).values()].flatMap((ofMedium) =>
    ofMedium
      .toSorted((a, b) => Number(needs(b, kind)) - Number(needs(a, kind)))
      .flatMap((model) => targetAt(model, kind) ?? [])
      .slice(0, OTHERS_MAX),
  );
  return [...here, ...elsewhere];
}

/** Films and voices are what some models exist for; pictures go anywhere. */
function needs(model: FormModel, kind: ResultKind): boolean {
  if (kind === "image") return false;
  return model.fields.some(
    (field) => field.required === true && "accepts" in field && field.accepts === kind,
  );
}

function targetAt(model: TargetModel, kind: ResultKind): InputTarget | null {
  const fields = fieldsFor(model, kind);
  const field = PREFERRED.find((name) => fields.includes(name)) ?? fields[0];
  if (field === undefined) return null;
  return { modelId: model.id, field, label: `${verbFor(model, kind)} ${model.title}` };
}

function verbFor({ media }: TargetModel, kind: ResultKind): string {
  if (kind !== "image") return "Use in";
  return media === "video" ? "Animate with" : "Edit with";
}

/** A mask is no picture to go on from. */
function fieldsFor(model: FormModel, kind: ResultKind): string[] {
  return model.fields
    .filter((field) => (field.type === "uri" || field.type === "uri[]") && field.accepts === kind)
    .map((field) => field.name)
    .filter((name) => !name.includes("mask"));
}
