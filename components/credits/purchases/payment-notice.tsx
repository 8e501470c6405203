"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import { useQueryStates } from "nuqs";
import { type ReactNode, useEffect } from "react";
import type { Payment } from "#lib/contract/credits.ts";
import { formatNumber } from "../../playground/format.ts";
import { cn } from "../../ui/cn.ts";
import { DismissButton } from "../../ui/dismiss-button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { creditKeys, followedPaymentsQuery } from "../queries.ts";
import { returnParsers } from "./return-parsers.ts";
import { refundTitle, refundWords } from "./status-words.ts";

type Notice = { tone: "ok" | "wait" | "problem"; icon: ReactNode; title: string; detail: string };

const PROBLEM = <CircleAlert aria-hidden className="text-gateway" />;

const NOT_PAID: Notice = {
  ...{ tone: "problem", icon: <CircleHelp aria-hidden className="text-muted" /> },
  title: "You came back without paying",
  detail: "Nothing was charged. The credits still come if you pay this after all.",
};

function noticeOf(payment: Payment, isCanceled: boolean): Notice {
  switch (payment.status) {
    case "pending":
      if (isCanceled) return NOT_PAID;
      return {
        ...{ tone: "wait", icon: <Spinner className="text-accent" /> },
        title: "Waiting for the payment",
        detail: `${formatNumber(payment.credits)} credits come as soon as it is confirmed. You may leave this page.`,
      };
    case "paid":
      return {
        ...{ tone: "ok", icon: <CircleCheck aria-hidden className="text-ok" /> },
        title: `${formatNumber(payment.credits)} credits are there`,
        detail: "Thank you. They live for 12 months.",
      };
    case "refunded":
    case "partly_refunded":
      return {
        ...{ tone: "ok", icon: <CircleCheck aria-hidden className="text-muted" /> },
        title: refundTitle(payment),
        detail: refundWords(payment) ?? "",
      };
    case "failed":
    case "expired":
      return {
        ...{ tone: "problem", icon: PROBLEM, title: "This payment did not come about" },
        detail: "Nothing was charged, and no credits were given.",
      };
  }
}

const UNKNOWN: Notice = {
  tone: "problem",
  icon: <CircleHelp aria-hidden className="text-muted" />,
  title: "This payment is not one of the last ones",
  detail: "It belongs to another workspace or mode, or is older than those below.",
};

/** Where a payment stands that one comes back from; it is named by the address. */
export function PaymentNotice() {
  const [{ payment: id, canceled }, setReturn] = useQueryStates(returnParsers);
  if (id === null) return null;
  const dismiss = () => void setReturn({ payment: null, canceled: null });
  return <Stand id={id} isCanceled={canceled !== null} onDismiss={dismiss} />;
}

/**
 * Asks for everything about credits at once when a payment has moved some: the balance, the grants
 * and the ledger. A refund may be told before the payment is, so it need not ever be seen as paid.
 */
function useCreditsFollowPayment(payment: Payment | undefined): void {
  const queryClient = useQueryClient();
  const moved =
    payment &&
    payment.status !== "pending" &&
    `${payment.status} ${payment.refunded_cents} ${payment.reclaimed}`;
  useEffect(() => {
    if (!moved) return;
    void queryClient.invalidateQueries({
      queryKey: creditKeys.all,
      predicate: ({ queryKey }) => queryKey[1] !== creditKeys.payments[1],
    });
  }, [moved, queryClient]);
}

type StandProps = { id: string; isCanceled: boolean; onDismiss: () => void };

function Stand({ id, isCanceled, onDismiss }: StandProps) {
  const { data: payments } = useQuery(followedPaymentsQuery(id));
  const payment = payments?.find((each) => each.id === id);
  useCreditsFollowPayment(payment);
  if (!payments) return null;
  const { tone, icon, title, detail } = payment ? noticeOf(payment, isCanceled) : UNKNOWN;
  return (
    <div
      role="status"
      className={cn(
        "flex items-start gap-3 rounded-lg border bg-surface px-4.5 py-3.5 shadow-card [&>svg]:mt-0.5 [&>svg]:size-5 [&>svg]:shrink-0",
        tone === "ok"
          ? "border-ok/50"
          : tone === "wait"
            ? "border-accent-mark"
            : "border-line-strong",
      )}
    >
      {icon}
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="font-semibold">{title}</p>
        <p className="text-pretty text-muted text-sm">{detail}</p>
      </div>
      <DismissButton onDismiss={onDismiss} className="-mt-1 -mr-2" />
    </div>
  );
}
