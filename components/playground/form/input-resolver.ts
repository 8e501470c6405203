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

/**
 * Checks the form by the rules of the server; gives the values as they are, not the input. The rules
 * are a large part of the page's code, so they come when a field is first left or sent.
 */
export function inputResolver(model: FormModel): Resolver<FormValues> {
  return async (values) => {
    const { checkInput } = await import("#lib/contract/models/check-input.ts");
    const errors = inputErrors(model, checkInput(model, toInput(model.fields, values)));
    return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors };
  };
}
