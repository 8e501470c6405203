"use client";
import { useMemo } from "react";
import { useFormContext, useFormState, useWatch } from "react-hook-form";
import type { Field } from "#lib/contract/models/model.ts";
import { cn } from "../../ui/cn.ts";
import { Disclosure } from "./disclosure.tsx";
import { EXTRA_FIELDS } from "./extra-fields.ts";
import { groupFields, placeFields } from "./field-groups.ts";
import { ExtraFields } from "./fields/json-field.tsx";
import { ModelField } from "./fields/model-field.tsx";
import { WordsField } from "./fields/words-field.tsx";
import { defaultValue, type FormModel, type FormValues, isSameValue } from "./form-values.ts";
import { type SchemaFacts, takesExtraFields } from "./schema-facts.ts";
import { SchemaNote } from "./schema-note.tsx";

/** The fields of a model: the words first, what everybody sets, then the rest behind disclosures. */
export function ModelForm({ model }: { model: FormModel & SchemaFacts }) {
  const groups = useMemo(() => groupFields(model.fields), [model]);
  const { main, inputs, essentials, files, more } = groups;
  const hasExtra = takesExtraFields(model);
  return (
    <>
      {main?.type === "string" && (
        <div data-field={main.name}>
          <WordsField field={main} />
        </div>
      )}
      <div className="grid grid-cols-2 gap-4 empty:hidden">
        {placeFields([...inputs, ...essentials]).map(({ field, isHalf }) => (
          <div
            key={field.name}
            data-field={field.name}
            className={cn("min-w-0 scroll-my-4", !isHalf && "col-span-2")}
          >
            <ModelField field={field} isHalf={isHalf} />
          </div>
        ))}
      </div>
      <SchemaNote {...model} />
      <div className="-mb-2 grid divide-y divide-line border-line border-t empty:hidden">
        <MoreFields title="Pictures and files" fields={files} />
        <MoreFields title="More settings" fields={more} hasExtra={hasExtra} />
      </div>
    </>
  );
}

type MoreFieldsProps = { title: string; fields: readonly Field[]; hasExtra?: boolean };

function MoreFields({ title, fields, hasExtra = false }: MoreFieldsProps) {
  const { control } = useFormContext<FormValues>();
  const names = [...fields.map((field) => field.name), ...(hasExtra ? [EXTRA_FIELDS] : [])];
  const values = useWatch({ control, name: names });
  const { errors } = useFormState({ control, name: names });
  if (names.length === 0) return null;
  const set = values.filter((value, index) => {
    const field = fields[index];
    return value !== undefined && !isSameValue(value, field ? defaultValue(field) : "");
  });
  return (
    <Disclosure title={title} count={set.length} hasError={names.some((name) => errors[name])}>
      {fields.map((field) => (
        <div key={field.name} data-field={field.name} className="min-w-0 scroll-my-4">
          <ModelField field={field} />
        </div>
      ))}
      {hasExtra && (
        <div data-field={EXTRA_FIELDS} className="min-w-0 scroll-my-4">
          <ExtraFields />
        </div>
      )}
    </Disclosure>
  );
}
