"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Media } from "#lib/contract/media.ts";
import { buildActions } from "./build-actions.ts";
import { EXTRA_FIELDS } from "./form/extra-fields.ts";
import { focusField } from "./form/focus-field.ts";
import { type PlaygroundModel, useRecipeForm } from "./form/use-recipe-form.ts";
import type { CreateAction, Recipe } from "./recipe.ts";
import { useRunIds } from "./runs/use-run-ids.ts";
import { useStart } from "./use-start.ts";

export type PlaygroundOptions = {
  models: readonly PlaygroundModel[];
  start: Recipe;
  createGeneration: CreateAction;
};

/** Everything that the playground knows and can do; the components only show it. */
export function usePlayground({ models, start, createGeneration }: PlaygroundOptions) {
  const [address, setAddress] = useQueryStates({ model: parseAsString, generation: parseAsString });
  const formRef = useRef<HTMLFormElement>(null);
  const [isPickerOpen, setIsPickerOpen] = useState(false);
  const focusSoon = useFocusSoon(formRef);
  const recipeForm = useRecipeForm(models, start);
  const { form, model } = recipeForm;
  const runs = useRunIds(address.generation);
  const { begin, ...started } = useStart({ createGeneration, recipeForm, runs, focusSoon });
  useAddressedModel(address.model, model.id, recipeForm.selectModel);

  const chooseModel = (id: string) => {
    recipeForm.selectModel(id);
    setIsPickerOpen(false);
    void setAddress({ model: id });
  };
  const load = (recipe: Recipe): boolean => {
    const isFilled = recipeForm.fill(recipe);
    if (isFilled) void setAddress({ model: recipe.model });
    return isFilled;
  };
  const openPicker = () => setIsPickerOpen(true);
  const focusGenerate = () =>
    formRef.current?.querySelector<HTMLElement>("button[type=submit]")?.focus();
  const parts = {
    ...{ models, recipeForm, load, chooseModel, openPicker, begin },
    ...{ focusSoon, focusGenerate },
  };
  const { refused } = started;
  return {
    ...started,
    ...{ form, model, runs, formRef, load, focusSoon, chooseModel },
    actions: buildActions(parts),
    chooseMedia: useMediaChoice(models, model, chooseModel),
    picker: { isOpen: isPickerOpen, onOpenChange: setIsPickerOpen },
    retryRefused: () => refused && void begin(refused.recipe),
    submit: form.handleSubmit(
      () => begin(recipeForm.recipe(), undefined, true),
      (errors) => {
        const names = [...model.fields.map(({ name }) => name), EXTRA_FIELDS];
        focusSoon(names.filter((name) => errors[name]));
      },
    ),
  };
}

/** Chooses a medium: the model of it that was used last, else the first. */
function useMediaChoice(
  models: readonly PlaygroundModel[],
  model: PlaygroundModel,
  chooseModel: (id: string) => void,
) {
  const last = useRef<Partial<Record<Media, string>>>({});
  last.current[model.media] = model.id;
  return (media: Media) => {
    const id = last.current[media] ?? models.find((entry) => entry.media === media)?.id;
    if (id !== undefined) chooseModel(id);
  };
}

/** Follows the address when something else changes it: the palette, back and forward. */
function useAddressedModel(
  addressed: string | null,
  current: string,
  select: (id: string) => void,
) {
  const latest = useRef({ current, select });
  latest.current = { current, select };
  useEffect(() => {
    if (addressed !== null && addressed !== latest.current.current) {
      latest.current.select(addressed);
    }
  }, [addressed]);
}

/** Focuses the first of some fields that exists, once what was just asked for has been drawn. */
function useFocusSoon(formRef: RefObject<HTMLFormElement | null>) {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    for (const name of names) if (focusField(formRef.current, name)) return;
  }, [names, formRef]);
  return setNames;
}
