"use client";
import { useRef, useState } from "react";
import type { ClientError } from "#lib/client/result.ts";
import type { RecipeForm } from "./form/use-recipe-form.ts";
import type { CreateAction, Recipe } from "./recipe.ts";
import type { Refused } from "./runs/refusal.tsx";
import type { RunIds } from "./runs/use-run-ids.ts";

const UNREACHED: ClientError = {
  code: "network_error",
  message: "The server could not be reached.",
  status: null,
};

export type StartOptions = {
  createGeneration: CreateAction;
  recipeForm: RecipeForm;
  runs: RunIds;
  /** Focuses the first of these fields. */
  focusSoon: (names: readonly string[]) => void;
};

/** Starts generations. A refusal lands on the fields that it is about, else on a card. */
export function useStart({ createGeneration, recipeForm, runs, focusSoon }: StartOptions) {
  const [isBusy, setIsBusy] = useState(false);
  // Known at once, not with the next render: one wish starts one generation.
  const isUnderWay = useRef(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const refuse = (recipe: Recipe, error: ClientError, isFromForm: boolean) => {
    const issues = "issues" in error ? (error.issues ?? []) : [];
    const shown = isFromForm ? recipeForm.showIssues(issues) : [];
    focusSoon(shown);
    const isAllShown =
      issues.length > 0 && issues.every(({ path }) => shown.includes(String(path[0])));
    setRefused(isAllShown ? null : { recipe, error, atMs: Date.now() });
  };
  const begin = async (recipe: Recipe, replacedId?: string, isFromForm = false) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setIsBusy(true);
    setRefused(null);
    const { model, input } = recipe;
    const result = await createGeneration({ model, input }).catch(
      () => ({ ok: false, error: UNREACHED }) as const,
    );
    isUnderWay.current = false;
    setIsBusy(false);
    if (result.ok) runs.add(result.generation, replacedId);
    else refuse(recipe, result.error, isFromForm);
  };
  return { isBusy, refused, dismiss: () => setRefused(null), begin };
}
