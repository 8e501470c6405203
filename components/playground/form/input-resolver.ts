import type { FieldErrors, Resolver } from "react-hook-form";
import type { CheckedInput } from "#lib/contract/models/check-input.ts";
import { EXTRA_FIELDS, extraProblem } from "./extra-fields.ts";
import { type FormModel, type FormValues, toInput } from "./form-values.ts";
import { formFields, issuesByField } from "./issue-messages.ts";
import { readJson } from "./read-json.ts";

type InputErrors = FieldErrors<FormValues>;

/** The errors of a form as react-hook-form keeps them; wrong items of a list are named in `types`. */
function inputErrors(model: FormModel, checked: CheckedInput): InputErrors {
  if (checked.ok) return {};
  const { byField } = issuesByField(checked.issues, formFields(model));
  return Object.fromEntries(
    [...byField].map(([name, { message, items }]) => [
      name,
      {
        type: "input",
        message,
        types: Object.fromEntries(items.map((item) => [String(item), true])),
      },
    ]),
  );
}

/** What is wrong with texts that are to be JSON: the rules only see what they stand for. */
function jsonErrors(model: FormModel, values: FormValues): InputErrors {
  const errors: Record<string, { type: string; message: string }> = {};
  for (const { name, type } of model.fields) {
    const text = values[name];
    if (type !== "object[]" || typeof text !== "string" || text.trim() === "") continue;
    const isList = Array.isArray(readJson(text));
    if (!isList) errors[name] = { type: "json", message: "Must be a JSON list of objects: [{…}]." };
  }
  const problem = model.open ? extraProblem(model, values[EXTRA_FIELDS]) : null;
  if (problem) errors[EXTRA_FIELDS] = { type: "json", message: problem };
  return errors;
}

/** The rules of the server: a large part of the page's code, so they come after the page is drawn. */
export const loadRules = () => import("#lib/contract/models/check-input.ts");

/**
 * Checks the form by the rules of the server; gives the values as they are, not the input. When
 * the rules could not be fetched the server is asked all the same: it has the last word.
 */
export function inputResolver(model: FormModel): Resolver<FormValues> {
  return async (values) => {
    const rules = await loadRules().catch(() => null);
    const checked = rules?.checkInput(model, toInput(model, values));
    const errors = { ...(checked && inputErrors(model, checked)), ...jsonErrors(model, values) };
    return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors };
  };
}
