import { cheaperSettings } from "#lib/contract/cheaper.ts";
import { fieldLabel } from "./form/field-label.ts";
import { type FormModel, fromInput, toInput } from "./form/form-values.ts";
import { formatNumber } from "./format.ts";
import type { Recipe } from "./recipe.ts";

export type CheaperRecipe = {
  recipe: Recipe;
  /** What was changed, and what it costs then: "Duration 3 s: 72 credits". */
  words: string;
};

function settingWords(name: string, value: unknown): string {
  const label = fieldLabel(name);
  if (typeof value === "boolean") return `${label} ${value ? "on" : "off"}`;
  return `${label} ${String(value)}${label === "Duration" ? " s" : ""}`;
}

/** A recipe with the least change by which `available` credits pay for it; null when there is none. */
export function cheaperRecipe(
  model: FormModel,
  recipe: Recipe,
  available: number,
): CheaperRecipe | null {
  // By way of the form, so that what was left out costs what its default does.
  const input = toInput(model, fromInput(model, recipe.input));
  const found = cheaperSettings(model, input, available)[0];
  if (!found) return null;
  const { change, credits } = found;
  const settings = Object.entries(change).map(([name, value]) => settingWords(name, value));
  return {
    recipe: { model: recipe.model, input: { ...input, ...change } },
    words: `${settings.join(", ")}: ${formatNumber(credits)} ${credits === 1 ? "credit" : "credits"}`,
  };
}
