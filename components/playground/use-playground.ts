"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { ClientError } from "#lib/client/result.ts";
import type { Media } from "#lib/contract/media.ts";
import { meaningOf } from "./form/carry-over.ts";
import { focusField } from "./form/focus-field.ts";
import { pictureTargets } from "./form/input-targets.ts";
import { type PlaygroundModel, useRecipeForm } from "./form/use-recipe-form.ts";
import type { PlaygroundActions } from "./playground-actions.ts";
import type { CreateAction, Recipe } from "./recipe.ts";
import type { Refused } from "./runs/refusal.tsx";
import { useRunIds } from "./runs/use-run-ids.ts";

const UNREACHED: ClientError = {
  code: "network_error",
  message: "The server could not be reached.",
  status: null,
};

/** Which model was last used for a medium, so that going back to it finds it again. */
function useLastModels(model: PlaygroundModel) {
  const last = useRef<Partial<Record<Media, string>>>({});
  last.current[model.media] = model.id;
  return last;
}

/** Name of the field that holds the main words. */
function wordsField(model: PlaygroundModel): string {
  const field = model.fields.find(({ name }) => meaningOf(model, name) === "words");
  return field?.name ?? "prompt";
}

export type PlaygroundStart = {
  models: readonly PlaygroundModel[];
  start: Recipe;
  createGeneration: CreateAction;
};

/** Everything that the playground knows and can do; the components only show it. */
export function usePlayground({ models, start, createGeneration }: PlaygroundStart) {
  const [address, setAddress] = useQueryStates({ model: parseAsString, generation: parseAsString });
  const recipeForm = useRecipeForm(models, start);
  const { form, model, fill, selectModel } = recipeForm;
  const lastModels = useLastModels(model);
  const runs = useRunIds(address.generation);
  const formRef = useRef<HTMLFormElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isPickerOpen, setIsPickerOpen] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);

  useAddressedModel(address.model, model.id, selectModel);
  const focusSoon = useFocusSoon(formRef);

  const chooseModel = (id: string) => {
    selectModel(id);
    setIsPickerOpen(false);
    void setAddress({ model: id });
  };
  const load = (recipe: Recipe): boolean => {
    const isFilled = fill(recipe);
    if (isFilled) void setAddress({ model: recipe.model });
    return isFilled;
  };
  const refuse = (recipe: Recipe, error: ClientError, isFromForm: boolean) => {
    const issues = "issues" in error ? (error.issues ?? []) : [];
    const shown = isFromForm ? recipeForm.showIssues(issues) : [];
    focusSoon(shown);
    const areAllShown =
      issues.length > 0 && issues.every(({ path }) => shown.includes(`${path[0]}`));
    setRefused(areAllShown ? null : { recipe, error, atMs: Date.now() });
  };
  const begin = async (recipe: Recipe, replacedId?: string, isFromForm = false) => {
    if (isBusy) return;
    setIsBusy(true);
    setRefused(null);
    const result = await createGeneration(recipe).catch(
      () => ({ ok: false, error: UNREACHED }) as const,
    );
    setIsBusy(false);
    if (result.ok) runs.add(result.generation, replacedId);
    else refuse(recipe, result.error, isFromForm);
  };
  const submit = form.handleSubmit(
    () => begin(recipeForm.recipe(), undefined, true),
    (errors) => focusSoon(model.fields.map(({ name }) => name).filter((name) => errors[name])),
  );

  const actions: PlaygroundActions = {
    modelOf: (id) => models.find((entry) => entry.id === id),
    remix: (recipe) => {
      if (load(recipe)) focusSoon([wordsField(models.find((m) => m.id === recipe.model) ?? model)]);
    },
    retry: (generation) => void begin(generation, generation.id),
    editPrompt: (recipe) => {
      load(recipe);
      focusSoon([wordsField(models.find((m) => m.id === recipe.model) ?? model)]);
    },
    fixInput: (recipe, names) => {
      load(recipe);
      focusSoon([...names, wordsField(model)]);
    },
    chooseModel: (recipe) => {
      load(recipe);
      setIsPickerOpen(true);
    },
    switchModel: (recipe, id) => {
      load(recipe);
      chooseModel(id);
    },
    pictureTargets: pictureTargets(models, model),
    putIn: (url, target) => {
      if (target.modelId !== model.id) chooseModel(target.modelId);
      const field = models
        .find((entry) => entry.id === target.modelId)
        ?.fields.find(({ name }) => name === target.field);
      const known = form.getValues(target.field);
      const list = typeof known === "object" ? known : [];
      form.setValue(target.field, field?.type === "uri[]" ? [...list, url] : url, {
        shouldDirty: true,
        shouldValidate: true,
      });
      focusSoon([target.field]);
    },
  };
  return {
    ...{ recipeForm, form, model, runs, formRef, isBusy, actions, submit, load, focusSoon },
    chooseModel,
    chooseMedia: (media: Media) => {
      const id = lastModels.current[media] ?? models.find((entry) => entry.media === media)?.id;
      if (id !== undefined) chooseModel(id);
    },
    picker: { isOpen: isPickerOpen, onOpenChange: setIsPickerOpen },
    refused,
    dismiss: () => setRefused(null),
    retryRefused: () => refused && void begin(refused.recipe),
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
