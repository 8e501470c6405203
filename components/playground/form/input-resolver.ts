import type { FieldErrors, Resolver } from "react-hook-form";
import type { CheckedInput } from "#lib/contract/models/check-input.ts";
import { type FormModel, type FormValues, toInput } from "./form-values.ts";
import { issuesByField } from "./issue-messages.ts";

type InputErrors = FieldErrors<FormValues>;

/** The errors of a form as react-hook-form keeps them; wrong items of a list are named in `types`. */
function inputErrors(model: FormModel, checked: CheckedInput): InputErrors {
  if (checked.ok) return {};
  const names = model.fields.map((field) => field.name);
  const { byField } = issuesByField(checked.issues, names);
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

/** The rules of the server: a large part of the page's code, so they come after the page is drawn. */
export const loadRules = () => import("#lib/contract/models/check-input.ts");

/**
 * Checks the form by the rules of the server; gives the values as they are, not the input. When
 * the rules could not be fetched the server is asked all the same: it has the last word.
 */
export function inputResolver(model: FormModel): Resolver<FormValues> {
  return async (values) => {
    const rules = await loadRules().catch(() => null);
    const checked = rules?.checkInput(model, toInput(model.fields, values));
    const errors = checked ? inputErrors(model, checked) : {};
    return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors };
  };
}
