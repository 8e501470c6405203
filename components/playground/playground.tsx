"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Code } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useEffect, useMemo, useState } from "react";
import { FormProvider } from "react-hook-form";
import { isErrorBody } from "#lib/client/result.ts";
import type { CatalogueEntry } from "#lib/contract/catalogue-entry.ts";
import { ConnectionNotice } from "../errors/connection-notice.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Examples } from "./examples.tsx";
import { GenerateButton } from "./form/generate-button.tsx";
import { loadRules } from "./form/input-resolver.ts";
import { ModelForm } from "./form/model-form.tsx";
import { type PlaygroundModel, toFormModel } from "./form/use-recipe-form.ts";
import { ModelPicker } from "./models/model-picker.tsx";
import { catalogueModels } from "./models/queries.ts";
import { PlaygroundContext } from "./playground-actions.ts";
import type { CreateAction, Recipe } from "./recipe.ts";
import type { Refused } from "./runs/refusal.tsx";
import { loadRunFailed } from "./runs/run-card.tsx";
import { RunList } from "./runs/run-list.tsx";
import { usePlayground } from "./use-playground.ts";

const CodePanel = lazy(async () => ({
  default: (await import("./code/code-panel.tsx")).CodePanel,
}));

const loadRefusal = () => import("./runs/refusal.tsx");
const Refusal = lazy(async () => ({ default: (await loadRefusal()).Refusal }));

/** Others that ask for the catalogue need not fetch what this page came with. */
function useKeptCatalogue(entries: readonly CatalogueEntry[]): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    queryClient.setQueryData(catalogueModels.queryKey, [...entries]);
  }, [queryClient, entries]);
}

/** What is shown when the server is away cannot be fetched then: it comes once the page is drawn. */
function usePartsForFailure(): void {
  useEffect(() => {
    for (const load of [loadRules, loadRefusal, loadRunFailed]) load().catch(() => {});
  }, []);
}

export type PlaygroundProps = {
  models: readonly CatalogueEntry[];
  /** What the form starts with. */
  start: Recipe;
  createGeneration: CreateAction;
};

/** Choose, describe, generate, watch: the form beside what came of it. */
export function Playground({ models: entries, start, createGeneration }: PlaygroundProps) {
  const models = useMemo(() => entries.map(toFormModel), [entries]);
  const playground = usePlayground({ models, start, createGeneration });
  usePartsForFailure();
  useKeptCatalogue(entries);
  return (
    <FormProvider {...playground.form}>
      <PlaygroundContext value={playground.actions}>
        <div className="mx-auto grid max-w-[92rem] grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)] xl:grid-cols-[25rem_minmax(0,1fr)]">
          <RecipeForm models={models} playground={playground} />
          <Results models={models} playground={playground} />
        </div>
      </PlaygroundContext>
    </FormProvider>
  );
}

type PartProps = {
  models: readonly PlaygroundModel[];
  playground: ReturnType<typeof usePlayground>;
};

/** The code of the request, what was refused, and the runs. */
function Results({ models, playground }: PartProps) {
  const { model, runs, refused, load, focusSoon } = playground;
  const [isCodeShown, setIsCodeShown] = useState(false);
  const chooseExample = (recipe: Recipe) => {
    load(recipe);
    focusSoon(["prompt", "text"]);
  };
  return (
    <section aria-label="Results" className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex h-9 items-center gap-2">
        <h2 className="font-semibold text-md">Results</h2>
        <Button
          variant="quiet"
          size="sm"
          icon={<Code aria-hidden />}
          aria-expanded={isCodeShown}
          onClick={() => setIsCodeShown(!isCodeShown)}
          className="ml-auto"
        >
          {isCodeShown ? "Hide code" : "Code"}
        </Button>
      </div>
      {isCodeShown && (
        <Card className="p-4.5">
          <Suspense fallback={<Skeleton className="h-64" />}>
            <CodePanel model={model} />
          </Suspense>
        </Card>
      )}
      {refused && (
        <NotStarted
          key={refused.atMs}
          refused={refused}
          onRetry={playground.retryRefused}
          onDismiss={playground.dismiss}
        />
      )}
      <RunList runs={runs} empty={<Examples models={models} onChoose={chooseExample} />} />
    </section>
  );
}

type NotStartedProps = { refused: Refused; onRetry: () => void; onDismiss: () => void };

/** Nothing was started: by a refusal, or because nobody was there to refuse. */
function NotStarted({ refused, onRetry, onDismiss }: NotStartedProps) {
  const { error } = refused;
  if (!isErrorBody(error)) {
    return (
      <Card>
        <ConnectionNotice message={`${error.message} Your input is kept.`} onRetry={onRetry} />
      </Card>
    );
  }
  return (
    <Suspense>
      <Refusal refused={refused} error={error} onRetry={onRetry} onDismiss={onDismiss} />
    </Suspense>
  );
}

/** Enter in a one-line field costs nothing: only the button and its shortcut generate. */
function keepFromSubmitting(event: KeyboardEvent<HTMLFormElement>): void {
  const { target, key } = event;
  if (key === "Enter" && target instanceof HTMLInputElement) event.preventDefault();
}

function RecipeForm({ models, playground }: PartProps) {
  const { model, formRef, submit, isBusy, picker } = playground;
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Enter" || event.repeat || !(event.metaKey || event.ctrlKey)) return;
      if (document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      formRef.current?.requestSubmit();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [formRef]);
  return (
    <form
      ref={formRef}
      onSubmit={submit}
      onKeyDown={keepFromSubmitting}
      noValidate
      aria-label="Generate"
      className="lg:sticky lg:top-18.5"
    >
      <Card className="flex flex-col lg:max-h-[calc(100dvh-6.25rem)]">
        <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] gap-4.5 overflow-y-auto p-4.5 max-lg:overflow-visible">
          <ModelPicker
            models={models}
            model={model}
            onMediaChange={playground.chooseMedia}
            onModelChange={playground.chooseModel}
            {...picker}
          />
          <ModelForm key={model.id} model={model} />
        </div>
        <div className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 rounded-b-lg border-line border-t bg-surface px-4.5 py-3 md:bottom-0">
          <GenerateButton model={model} typicalMs={model.p50_ms} isBusy={isBusy} />
        </div>
      </Card>
    </form>
  );
}
