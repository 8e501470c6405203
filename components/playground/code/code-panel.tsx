"use client";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { CodeBlock } from "../../ui/code-block.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { type FormModel, type FormValues, toInput } from "../form/form-values.ts";
import { type SnippetLanguage, type SnippetVariant, snippet } from "./snippets.ts";

const LANGUAGES = [
  { value: "curl", label: "curl" },
  { value: "typescript", label: "TypeScript" },
] as const;

const VARIANTS = [
  { value: "create", label: "Create" },
  { value: "stream", label: "Stream" },
] as const;

const EXPLANATIONS: Readonly<Record<SnippetVariant, string>> = {
  create: "Answers at once with an id; ask for the generation until it has ended.",
  stream: "Stays open and sends the generation at every change, to its end.",
};

/** The request that Generate would send now, to take along. */
export function CodePanel({ model }: { model: FormModel }) {
  const { control } = useFormContext<FormValues>();
  const values = useWatch({ control }) as FormValues;
  const [language, setLanguage] = useState<SnippetLanguage>("curl");
  const [variant, setVariant] = useState<SnippetVariant>("create");
  const request = {
    origin: window.location.origin,
    model: model.id,
    input: toInput(model, values),
  };
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          size="sm"
          aria-label="Language"
          className="w-48"
          options={LANGUAGES}
          value={language}
          onValueChange={setLanguage}
        />
        <Segmented
          size="sm"
          aria-label="Kind of call"
          className="w-40"
          options={VARIANTS}
          value={variant}
          onValueChange={setVariant}
        />
      </div>
      <CodeBlock
        language={language === "curl" ? "shell" : "ts"}
        what="request"
        code={snippet(request, language, variant)}
      />
      <p className="text-faint text-xs">
        {EXPLANATIONS[variant]} It always is what the form says; the key comes from{" "}
        <code className="font-mono">$RUSHES_API_KEY</code>.
      </p>
    </div>
  );
}
