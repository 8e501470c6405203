import { toast } from "../ui/toast.ts";
import { meaningOf } from "./form/carry-over.ts";
import { inputTargets } from "./form/input-targets.ts";
import type { PlaygroundModel, RecipeForm } from "./form/use-recipe-form.ts";
import type { PlaygroundActions } from "./playground-actions.ts";
import type { Recipe } from "./recipe.ts";

export type ActionParts = {
  models: readonly PlaygroundModel[];
  recipeForm: RecipeForm;
  /** A recipe into form and address; false when its model is not in the catalogue. */
  load: (recipe: Recipe) => boolean;
  chooseModel: (id: string) => void;
  openPicker: () => void;
  begin: (recipe: Recipe, replacedId?: string) => Promise<void>;
  focusSoon: (names: readonly string[]) => void;
  focusGenerate: () => void;
};

/** Settings that most prices go by, in the order in which the form shows them. */
const PRICED = [
  "duration",
  "seconds",
  "resolution",
  "quality",
  "n",
  "num_images",
  "prompt",
  "text",
];

/** Puts cheaper settings into the form and says which; when there are none, leads to where they would be. */
async function chooseCheaper(parts: ActionParts, recipe: Recipe, available: number): Promise<void> {
  const model = parts.models.find(({ id }) => id === recipe.model);
  const reckoner = await import("./cheaper-recipe.ts").catch(() => null);
  const cheaper = model && reckoner?.cheaperRecipe(model, recipe, available);
  parts.load(cheaper?.recipe ?? recipe);
  if (!cheaper) return parts.focusSoon([...PRICED]);
  toast.success(cheaper.words);
  parts.focusGenerate();
}

/** Name of the field that holds the main words. */
function wordsField(model: PlaygroundModel): string {
  const field = model.fields.find(({ name }) => meaningOf(model, name) === "words");
  return field?.name ?? "prompt";
}

/** What the cards of runs can do to the rest of the page. */
export function buildActions(parts: ActionParts): PlaygroundActions {
  const { models, recipeForm, load, chooseModel, focusSoon } = parts;
  const { form, model: present } = recipeForm;
  const modelOf = (id: string) => models.find((entry) => entry.id === id);
  const words = (recipe: Recipe) => wordsField(modelOf(recipe.model) ?? present);
  const loadAndEdit = (recipe: Recipe) => {
    load(recipe);
    focusSoon([words(recipe)]);
  };
  return {
    modelOf,
    remix: loadAndEdit,
    retry: (generation) => void parts.begin(generation, generation.id),
    editPrompt: loadAndEdit,
    fixInput: (recipe, issues) => {
      load(recipe);
      focusSoon([...recipeForm.showIssues(issues), words(recipe)]);
    },
    chooseCheaper: (recipe, available) => void chooseCheaper(parts, recipe, available),
    chooseModel: (recipe) => {
      load(recipe);
      parts.openPicker();
    },
    switchModel: (recipe, id) => {
      load(recipe);
      chooseModel(id);
    },
    targetsFor: (kind) => inputTargets(models, present, kind),
    putIn: (url, { modelId, field: name }) => {
      chooseModel(modelId);
      const known = form.getValues(name);
      const isList =
        modelOf(modelId)?.fields.find((field) => field.name === name)?.type === "uri[]";
      const list = typeof known === "object" ? known : [];
      form.setValue(name, isList ? [...list, url] : url, { shouldDirty: true });
      focusSoon([name]);
    },
  };
}
