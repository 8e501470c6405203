import { codeFacts, type Fault, type NextAction, splitCode } from "#lib/contract/codes.ts";
import type { Billing, ErrorBody } from "#lib/contract/errors.ts";

/** What an error card says, for an answer of the gateway. */
export type ErrorFacts = {
  code: string;
  /** Code without its family: what the icon goes by. */
  subCode: string;
  status: number;
  title: string;
  message: string;
  explanation: string;
  fault: Fault;
  nextAction: NextAction;
  retryable: boolean;
};

/** Title, message and next step of an error: the answer's own where it has them, else the catalogue's. */
export function errorFacts(error: ErrorBody): ErrorFacts {
  const facts = codeFacts(error.code);
  return {
    code: error.code,
    subCode: splitCode(error.code)?.subCode ?? error.code,
    status: facts.status,
    title: facts.title,
    message: error.message,
    explanation: facts.explanation,
    fault: error.fault,
    nextAction: isNextAction(error.next_action) ? error.next_action : facts.nextAction,
    retryable: error.retryable,
  };
}

const NEXT_ACTIONS: readonly NextAction[] = [
  "retry_now",
  "retry_later",
  "choose_model",
  "fix_input",
  "buy_credits",
  "edit_prompt",
  "sign_in",
  "check_access",
  "check_address",
  "contact_operator",
];

function isNextAction(text: string): text is NextAction {
  return (NEXT_ACTIONS as readonly string[]).includes(text);
}

export const FAULT_TITLES: Readonly<Record<Fault, string>> = {
  caller: "Your input",
  gateway: "Our side",
  provider: "Provider",
};

const credits = (count: number) =>
  `${count.toLocaleString("en-US")} ${count === 1 ? "credit" : "credits"}`;

function shortWords(required: number, left: number): string {
  const short = required - left;
  const end = short > 0 ? `${credits(short)} short` : "which is enough";
  return `This costs ${credits(required)}; ${left.toLocaleString("en-US")} left, ${end}.`;
}

/**
 * What the failure cost, in two parts: the verdict, and how it came about. `leftNow` is what can be
 * spent since credits were bought, where some were.
 */
export function moneyLine(
  billing: Billing | undefined,
  leftNow: number | null = null,
): { verdict: string; detail: string } {
  if (billing && billing.captured > 0) {
    return { verdict: `${credits(billing.captured)} charged.`, detail: "" };
  }
  const verdict = "Not charged.";
  if (billing?.required !== undefined && billing.available !== undefined) {
    return { verdict, detail: shortWords(billing.required, leftNow ?? billing.available) };
  }
  if (leftNow !== null) return { verdict, detail: `${credits(leftNow)} left now.` };
  if (billing && billing.released > 0) {
    return { verdict, detail: `${credits(billing.released)} returned.` };
  }
  return { verdict, detail: "" };
}

/** When a retry makes sense, as a time; null when at once. */
export function retryAtMs(error: ErrorBody, failedAtMs: number): number | null {
  return error.retry_after_ms === null ? null : failedAtMs + error.retry_after_ms;
}
