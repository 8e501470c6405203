"use client";
import { X } from "lucide-react";
import { type ClientError, isErrorBody } from "#lib/client/result.ts";
import { ConnectionNotice } from "../../errors/connection-notice.tsx";
import { ErrorCard } from "../../errors/error-card.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { usePlaygroundActions } from "../playground-actions.ts";
import type { Recipe } from "../recipe.ts";
import { Suggestions } from "./suggestions.tsx";

/** A start that was refused: there is no generation, so nothing of it is kept but this. */
export type Refused = { recipe: Recipe; error: ClientError; atMs: number };

export type RefusalProps = { refused: Refused; onRetry: () => void; onDismiss: () => void };

/** Why nothing was started, and the way on. */
export function Refusal({ refused, onRetry, onDismiss }: RefusalProps) {
  const actions = usePlaygroundActions();
  const { error, recipe, atMs } = refused;
  if (!isErrorBody(error)) {
    return (
      <Card className="overflow-hidden">
        <ConnectionNotice
          message={`${error.message} Your input is kept, and nothing was charged twice.`}
          onRetry={onRetry}
        />
      </Card>
    );
  }
  const names = (error.issues ?? []).map((issue) => String(issue.path[0] ?? ""));
  return (
    <Card className="relative scroll-mt-18 animate-appear overflow-hidden">
      <ErrorCard
        error={error}
        failedAtMs={atMs}
        isNew
        onRetry={onRetry}
        onEditPrompt={() => actions.editPrompt(recipe)}
        onFixInput={() => actions.fixInput(recipe, names)}
        onChooseModel={() => actions.chooseModel(recipe)}
        alternatives={
          <Suggestions
            ids={error.suggestions ?? []}
            onChoose={(id) => actions.switchModel(recipe, id)}
          />
        }
      />
      <Button
        variant="quiet"
        size="sm"
        icon={<X aria-hidden />}
        aria-label="Dismiss"
        onClick={onDismiss}
        className="absolute top-2 right-2"
      />
    </Card>
  );
}
