import type { FieldErrors, Resolver } from "react-hook-form";
import { checkInput, type GenerationInput } from "#lib/contract/models/check-input.ts";
import { type FormModel, type FormValues, toInput } from "./form-values.ts";
import { issuesByField } from "./issue-messages.ts";

export type InputErrors = FieldErrors<FormValues>;

/** The errors of a form as react-hook-form keeps them; wrong items of a list are named in `types`. */
export function inputErrors(model: FormModel, input: GenerationInput): InputErrors {
  const checked = checkInput(model, input);
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

/** Checks the form by the rules of the server; gives the values as they are, not the input. */
export function inputResolver(model: FormModel): Resolver<FormValues> {
  return (values) => {
    const errors = inputErrors(model, toInput(model.fields, values));
    return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors };
  };
}
