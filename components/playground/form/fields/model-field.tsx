"use client";
import type { Field } from "#lib/contract/models/model.ts";
import { ChoiceField } from "./choice-field.tsx";
import { ObjectListField } from "./json-field.tsx";
import { NumberField } from "./number-field.tsx";
import { SwitchField } from "./switch-field.tsx";
import { TextField } from "./text-field.tsx";
import { UrlField } from "./url-field.tsx";
import { UrlListField } from "./url-list-field.tsx";

export type ModelFieldProps = { field: Field; isHalf?: boolean };

/** The control for a field, by its type. */
export function ModelField({ field, isHalf = false }: ModelFieldProps) {
  switch (field.type) {
    case "string":
      return <TextField field={field} />;
    case "enum":
      return <ChoiceField field={field} isHalf={isHalf} />;
    case "integer":
    case "number":
      return <NumberField field={field} />;
    case "boolean":
      return <SwitchField field={field} />;
    case "uri":
      return <UrlField field={field} />;
    case "uri[]":
      return <UrlListField field={field} />;
    case "object[]":
      return <ObjectListField field={field} />;
  }
}
