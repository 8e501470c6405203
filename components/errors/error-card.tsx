"use client";
import { type ReactNode, useState } from "react";
import type { ErrorBody } from "#lib/contract/errors.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Mono } from "../ui/mono.tsx";
import { ErrorAction, type ErrorHandlers } from "./error-action.tsx";
import { type ErrorFacts, errorFacts, FAULT_TITLES, moneyLine, retryAtMs } from "./error-facts.ts";
import { ErrorIcon } from "./error-icon.tsx";
import { type BoughtCredits, useBought } from "./use-bought.ts";

const ICON_TONES = {
  caller: "bg-caller-soft text-caller",
  provider: "bg-provider-soft text-provider",
  gateway: "bg-gateway-soft text-gateway",
} as const;

export type ErrorCardProps = ErrorHandlers & {
  error: ErrorBody;
  /** When it failed, for countdowns. */
  failedAtMs: number;
  /** It failed under the visitor's eyes: said once by screen readers. */
  isNew?: boolean;
  /** Other ways on, as buttons beside the primary one. */
  alternatives?: ReactNode;
  /** Quiet buttons behind the explanation's. */
  details?: ReactNode;
  className?: string;
};

/**
 * A failure, by the catalogue: what happened, whose fault it is, what it cost, and the one step
 * that makes it go away. It has no frame of its own: put it in a card.
 */
export function ErrorCard(props: ErrorCardProps) {
  const { error, failedAtMs, isNew, alternatives, details, className, ...handlers } = props;
  const facts = errorFacts(error);
  const bought = useBought(error.billing);
  const [isExplained, setIsExplained] = useState(false);
  const json = JSON.stringify(error, null, 2);
  return (
    <div className={className}>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3.5 p-4.5">
        <Sign facts={facts} />
        <div className="grid gap-2.5">
          <div {...(isNew && { role: "alert" })} className="grid gap-1.5">
            <Words error={error} facts={facts} bought={bought} />
          </div>
          {isExplained && <p className="text-pretty text-muted text-sm">{facts.explanation}</p>}
          <div className="flex flex-wrap items-center gap-2 pt-0.5">
            <ErrorAction
              action={facts.nextAction}
              handlers={handlers}
              retryAtMs={retryAtMs(error, failedAtMs)}
              isRetryable={facts.retryable}
              billing={error.billing}
              bought={bought}
              hasCheaper={(error.suggestions ?? []).length > 0}
              json={json}
            />
            {alternatives}
            <Button
              variant="quiet"
              size="sm"
              aria-expanded={isExplained}
              onClick={() => setIsExplained(!isExplained)}
            >
              Explain
            </Button>
            {details}
          </div>
        </div>
      </div>
      <ErrorFooter facts={facts} requestId={error.request_id} json={json} />
    </div>
  );
}

function Sign({ facts }: { facts: ErrorFacts }) {
  return (
    <span
      className={cn(
        "grid size-9.5 place-items-center rounded-lg [&_svg]:size-5",
        ICON_TONES[facts.fault],
      )}
    >
      <ErrorIcon subCode={facts.subCode} />
    </span>
  );
}

type WordsProps = { error: ErrorBody; facts: ErrorFacts; bought: BoughtCredits };

/** What happened. What it says of the balance is of then, so a purchase has words of its own. */
function Words({ error, facts, bought: { left, isEnough } }: WordsProps) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <h3 className="font-semibold text-md">{isEnough ? "Enough credits now" : facts.title}</h3>
        <Badge tone={facts.fault}>{FAULT_TITLES[facts.fault]}</Badge>
      </div>
      <p className="text-pretty text-muted">{messageNow(facts, left, isEnough)}</p>
      <Issues error={error} />
      <MoneyLine error={error} left={left} />
      {!isEnough && <Fitting error={error} />}
    </>
  );
}

function messageNow({ message }: ErrorFacts, left: number | null, isEnough: boolean): string {
  if (left === null) return message;
  return isEnough
    ? "The credits came: the same generation can start now."
    : "The credits came, but they are not enough yet.";
}

function MoneyLine({ error, left }: { error: ErrorBody; left: number | null }) {
  const { verdict, detail } = moneyLine(error.billing, left);
  return (
    <p className="border-ok border-l-2 pl-2.5 text-muted text-sm">
      <strong className="font-semibold text-fg">{verdict}</strong> {detail}
    </p>
  );
}

/** Settings that what is left would pay for. */
function Fitting({ error }: { error: ErrorBody }) {
  const { suggestions = [], billing } = error;
  if (billing?.shortfall === undefined || suggestions.length === 0) return null;
  return (
    <p className="text-muted text-sm">
      What is left would do for:{" "}
      {suggestions.map((settings, index) => (
        <span key={settings}>
          {index > 0 && ", or "}
          <Mono className="text-fg">{settings}</Mono>
        </span>
      ))}
      .
    </p>
  );
}

/** What is wrong with the input, unless the message has said it already. */
function Issues({ error }: { error: ErrorBody }) {
  const { issues = [], message } = error;
  if (issues.every((issue) => message.includes(issue.message))) return null;
  return (
    <ul className="grid gap-0.5 text-sm">
      {issues.map((issue) => (
        <li key={`${issue.path.join(".")} ${issue.message}`}>
          <Mono>{issue.path.join(".") || "body"}</Mono>{" "}
          <span className="text-muted">{issue.message}</span>
        </li>
      ))}
    </ul>
  );
}

function ErrorFooter(props: { facts: ErrorFacts; requestId: string; json: string }) {
  const { facts, requestId, json } = props;
  return (
    <div className="flex flex-wrap items-center gap-x-3.5 gap-y-0.5 border-line border-t px-4.5 py-1.5 text-faint text-xs">
      <Mono copyable what="code" className="min-w-0">
        {facts.code}
      </Mono>
      <Mono>{facts.status}</Mono>
      <Mono copyable what="request id" className="min-w-0">
        {requestId}
      </Mono>
      <CopyButton
        text={json}
        what="error as JSON"
        label="Copy as JSON"
        className="-mr-2 ml-auto text-xs!"
      />
    </div>
  );
}
