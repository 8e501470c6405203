"use client";
import { useMemo, useRef, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import type { CatalogueEntry } from "#lib/contract/catalogue-entry.ts";
import type { InputIssue } from "#lib/contract/errors.ts";
import { fromJsonSchema } from "#lib/contract/models/read-json-schema.ts";
import type { Recipe } from "../recipe.ts";
import { type Memory, recall, remember } from "./carry-over.ts";
import { type FormModel, type FormValues, fromInput, toInput } from "./form-values.ts";
import { inputResolver } from "./input-resolver.ts";
import { formFields, issuesByField } from "./issue-messages.ts";
import type { SchemaFacts } from "./schema-facts.ts";

export type PlaygroundModel = CatalogueEntry & FormModel & SchemaFacts;

/** A catalogue entry with its fields read from its schema. */
export function toFormModel(entry: CatalogueEntry): PlaygroundModel {
  return { ...entry, ...fromJsonSchema(entry.input_schema) };
}

export type RecipeForm = {
  form: UseFormReturn<FormValues>;
  model: PlaygroundModel;
  /** Another model; what was typed goes along where it fits. */
  selectModel: (id: string) => void;
  /** All of a recipe into the form. False when its model is not in the catalogue. */
  fill: (recipe: Recipe) => boolean;
  recipe: () => Recipe;
  /** Shows issues on their fields; gives the names of those fields, in the form's order. */
  showIssues: (issues: readonly InputIssue[]) => readonly string[];
};

/** The form of the playground: one model, its values, and the memory of what was typed before. */
export function useRecipeForm(models: readonly PlaygroundModel[], start: Recipe): RecipeForm {
  const find = (id: string) => models.find((entry) => entry.id === id);
  const [model, setModel] = useState(() => find(start.model) ?? models[0]);
  if (!model) throw new Error("The catalogue is empty.");
  const shown = useRef(model);
  const memory = useRef<Memory>(new Map());
  const resolver = useMemo(() => inputResolver(model), [model]);
  const [defaultValues] = useState(() => fromInput(model, start.input));
  const form = useForm<FormValues>({
    defaultValues,
    resolver,
    mode: "onTouched",
    shouldFocusError: false,
  });
  // Two changes may come before React draws one: what is shown is known here, not from the state.
  const show = (next: PlaygroundModel, values: () => FormValues) => {
    memory.current = remember(memory.current, shown.current, form.getValues());
    shown.current = next;
    form.reset(values());
    setModel(next);
  };
  return {
    form,
    model,
    selectModel: (id) => {
      const next = find(id);
      if (next && next.id !== shown.current.id) show(next, () => recall(memory.current, next));
    },
    fill: ({ model: id, input }) => {
      const next = find(id);
      if (!next) return false;
      show(next, () => fromInput(next, input));
      return true;
    },
    recipe: () => ({ model: model.id, input: toInput(model, form.getValues()) }),
    showIssues: (issues) => {
      const { names, rest } = formFields(shown.current);
      const { byField } = issuesByField(issues, { names, rest });
      for (const [name, { message, items }] of byField) {
        const types = Object.fromEntries(items.map((item) => [String(item), true]));
        form.setError(name, { type: "server", message, types });
      }
      return [...names, ...(rest ? [rest] : [])].filter((name) => byField.has(name));
    },
  };
}
