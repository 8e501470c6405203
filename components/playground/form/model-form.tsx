"use client";
import { useMemo } from "react";
import { useFormContext, useFormState, useWatch } from "react-hook-form";
import type { Field } from "#lib/contract/models/model.ts";
import { cn } from "../../ui/cn.ts";
import { Disclosure } from "./disclosure.tsx";
import { groupFields } from "./field-groups.ts";
import { ModelField } from "./fields/model-field.tsx";
import { WordsField } from "./fields/words-field.tsx";
import { defaultValue, type FormModel, type FormValues, isSameValue } from "./form-values.ts";

/** The fields of a model: the words first, what everybody sets, then the rest behind disclosures. */
export function ModelForm({ model }: { model: FormModel }) {
  const groups = useMemo(() => groupFields(model.fields), [model]);
  const { main } = groups;
  return (
    <>
      {main?.type === "string" && (
        <div data-field={main.name}>
          <WordsField field={main} />
        </div>
      )}
      <div className="grid grid-cols-2 gap-4">
        {groups.essentials.map((field) => (
          <div
            key={field.name}
            data-field={field.name}
            className={cn("min-w-0 scroll-my-4", !isHalf(field) && "col-span-2")}
          >
            <ModelField field={field} />
          </div>
        ))}
      </div>
      <div className="-mb-2 grid divide-y divide-line border-line border-t empty:hidden">
        <MoreFields title="Pictures and files" fields={groups.files} />
        <MoreFields title="More settings" fields={groups.more} />
      </div>
    </>
  );
}

/** Fields that need only half of a line. */
function isHalf(field: Field): boolean {
  return ["resolution", "quality", "n", "voice", "language"].includes(field.name);
}

function MoreFields({ title, fields }: { title: string; fields: readonly Field[] }) {
  const { control } = useFormContext<FormValues>();
  const names = fields.map((field) => field.name);
  const values = useWatch({ control, name: names });
  const { errors } = useFormState({ control, name: names });
  if (fields.length === 0) return null;
  const count = fields.filter((field, index) => {
    const value = values[index];
    return value !== undefined && !isSameValue(value, defaultValue(field));
  }).length;
  return (
    <Disclosure title={title} count={count} hasError={names.some((name) => errors[name])}>
      {fields.map((field) => (
        <div key={field.name} data-field={field.name} className="min-w-0 scroll-my-4">
          <ModelField field={field} />
        </div>
      ))}
    </Disclosure>
  );
}
