"use client";
import { createContext, use } from "react";
import type { CatalogueEntry } from "#lib/contract/catalogue-entry.ts";
import type { InputIssue } from "#lib/contract/errors.ts";
import type { Generation } from "#lib/contract/generation.ts";
import type { InputTarget, ResultKind } from "./form/input-targets.ts";
import type { Recipe } from "./recipe.ts";

/** What a card of a run can do to the rest of the page. */
export type PlaygroundActions = {
  modelOf: (id: string) => CatalogueEntry | undefined;
  /** All settings of a generation back into the form. */
  remix: (recipe: Recipe) => void;
  /** The same input again, as a new generation that takes the place of this one. */
  retry: (generation: Generation) => void;
  /** The form as it was, with the cursor in the words. */
  editPrompt: (recipe: Recipe) => void;
  /** The form as it was, with the issues on their fields and the cursor in the first of them. */
  fixInput: (recipe: Recipe, issues: readonly InputIssue[]) => void;
  /** The form with the least change that so many credits pay for, ready to be sent. */
  chooseCheaper: (recipe: Recipe, available: number) => void;
  /** The form as it was, with the list of models open. */
  chooseModel: (recipe: Recipe) => void;
  /** The same input on another model, into the form. */
  switchModel: (recipe: Recipe, modelId: string) => void;
  /** Where a result of a kind can go in. */
  targetsFor: (kind: ResultKind) => readonly InputTarget[];
  putIn: (url: string, target: InputTarget) => void;
};

export const PlaygroundContext = createContext<PlaygroundActions | null>(null);

/** The page's actions; only inside the playground. */
export function usePlaygroundActions(): PlaygroundActions {
  const actions = use(PlaygroundContext);
  if (!actions) throw new Error("Cards of runs live in the playground only.");
  return actions;
}
