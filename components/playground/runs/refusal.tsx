"use client";
import type { ClientError } from "#lib/client/result.ts";
import type { ErrorBody } from "#lib/contract/errors.ts";
import { ErrorCard } from "../../errors/error-card.tsx";
import { Card } from "../../ui/card.tsx";
import { DismissButton } from "../../ui/dismiss-button.tsx";
import { usePlaygroundActions } from "../playground-actions.ts";
import type { Recipe } from "../recipe.ts";
import { Suggestions } from "./suggestions.tsx";

/** A start that was refused: there is no generation, so nothing of it is kept but this. */
export type Refused = { recipe: Recipe; error: ClientError; atMs: number };

export type RefusalProps = {
  refused: Refused;
  error: ErrorBody;
  onRetry: () => void;
  onDismiss: () => void;
};

/** Why nothing was started, and the way on. */
export function Refusal({ refused, error, onRetry, onDismiss }: RefusalProps) {
  const actions = usePlaygroundActions();
  const { recipe, atMs } = refused;
  return (
    <Card className="relative scroll-mt-18 animate-appear overflow-hidden">
      <ErrorCard
        error={error}
        failedAtMs={atMs}
        isNew
        onRetry={onRetry}
        onEditPrompt={() => actions.editPrompt(recipe)}
        onFixInput={() => actions.fixInput(recipe, error.issues ?? [])}
        onChooseCheaper={() => actions.chooseCheaper(recipe, error.billing?.available ?? 0)}
        onChooseModel={() => actions.chooseModel(recipe)}
        alternatives={
          <Suggestions
            ids={error.suggestions ?? []}
            onChoose={(id) => actions.switchModel(recipe, id)}
          />
        }
      />
      <DismissButton onDismiss={onDismiss} className="absolute top-2 right-2" />
    </Card>
  );
}
