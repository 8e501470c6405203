"use client";
import { LogIn, Pencil, RotateCcw, Shuffle } from "lucide-react";
import Link from "next/link";
import type { NextAction } from "#lib/contract/codes.ts";
import type { Billing } from "#lib/contract/errors.ts";
import { routes } from "#lib/routes.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { BuyAction } from "./buy-action.tsx";
import { RetryButton } from "./retry-button.tsx";
import type { BoughtCredits } from "./use-bought.ts";

/** What a card can set going; what a place cannot do it leaves out. */
export type ErrorHandlers = {
  onRetry?: (() => void) | undefined;
  onChooseModel?: (() => void) | undefined;
  onFixInput?: (() => void) | undefined;
  /** Puts settings into the form that what is left would pay for. */
  onChooseCheaper?: (() => void) | undefined;
  onEditPrompt?: (() => void) | undefined;
};

type ErrorActionProps = {
  action: NextAction;
  handlers: ErrorHandlers;
  /** Before this time a retry makes no sense. */
  retryAtMs: number | null;
  isRetryable: boolean;
  billing: Billing | undefined;
  /** What was bought from this card. */
  bought: BoughtCredits;
  /** Settings that what is left would pay for are known. */
  hasCheaper: boolean;
  json: string;
};

/** The one primary button of an error card: the step that makes the failure go away. */
export function ErrorAction(props: ErrorActionProps) {
  const { action, handlers, retryAtMs, isRetryable, billing, bought, hasCheaper, json } = props;
  const { onRetry, onChooseModel, onFixInput, onEditPrompt, onChooseCheaper } = handlers;
  switch (action) {
    case "retry_now":
    case "retry_later":
      return onRetry ? <RetryButton onRetry={onRetry} notBeforeMs={retryAtMs} /> : null;
    case "choose_model":
      return step("Choose another model", <Shuffle aria-hidden />, onChooseModel);
    case "fix_input":
      return step("Go to the field", <Pencil aria-hidden />, onFixInput);
    case "edit_prompt":
      return step("Edit the prompt", <Pencil aria-hidden />, onEditPrompt);
    case "buy_credits":
      return <BuyAction {...{ billing, bought, hasCheaper, onRetry, onChooseCheaper }} />;
    case "sign_in":
      return (
        <Button
          variant="primary"
          size="sm"
          icon={<LogIn aria-hidden />}
          render={<Link href={routes.signIn()} />}
        >
          Sign in
        </Button>
      );
    case "check_address":
      return (
        <Button variant="primary" size="sm" render={<Link href={routes.playground()} />}>
          Back to the playground
        </Button>
      );
    case "check_access":
    case "contact_operator":
      return (
        <>
          <CopyButton variant="primary" text={json} what="details" label="Copy for the operator" />
          {isRetryable && onRetry && (
            <Button size="sm" icon={<RotateCcw aria-hidden />} onClick={onRetry}>
              Retry
            </Button>
          )}
        </>
      );
  }
}

function step(label: string, icon: React.ReactNode, onClick: (() => void) | undefined) {
  if (!onClick) return null;
  return (
    <Button variant="primary" size="sm" icon={icon} onClick={onClick}>
      {label}
    </Button>
  );
}
