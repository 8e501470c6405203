"use client";
import { useQuery } from "@tanstack/react-query";
import type { Session } from "#lib/contract/session.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { grantCommand } from "../commands.ts";
import { packsQuery } from "../queries.ts";
import { SectionError } from "../section.tsx";
import type { BuyAction, BuyWish } from "./buy-context.tsx";
import { PackForm } from "./pack-form.tsx";

export type BuyDialogProps = {
  session: Session;
  wish: BuyWish;
  buyCredits: BuyAction;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Where the focus goes when the window closes. */
  finalFocus: () => HTMLElement | null;
};

/** Packs of credits, or who else gives some. */
export function BuyDialog(props: BuyDialogProps) {
  const { session, wish, buyCredits, isOpen, onOpenChange, finalFocus } = props;
  return (
    <Dialog
      title={session.mode === "test" ? "Add test credits" : "Buy credits"}
      open={isOpen}
      onOpenChange={onOpenChange}
      finalFocus={finalFocus}
      className="top-[10vh] max-sm:top-auto max-sm:bottom-3"
    >
      <Offer
        session={session}
        wish={wish}
        buyCredits={buyCredits}
        onDone={() => onOpenChange(false)}
      />
    </Dialog>
  );
}

type OfferProps = Pick<BuyDialogProps, "session" | "wish" | "buyCredits"> & { onDone: () => void };

/** Lives as long as the window is open, so that each opening begins anew. */
function Offer({ session, ...rest }: OfferProps) {
  const { data, error, refetch } = useQuery(packsQuery);
  if (error && !data) return <SectionError error={error} onRetry={() => void refetch()} />;
  if (!data) return <OfferSkeleton />;
  if (data.provider === null) return <AskOperator session={session} />;
  return <PackForm provider={data.provider} packs={data.packs} {...rest} />;
}

function OfferSkeleton() {
  return (
    <div role="status" aria-label="Loading the packs" className="grid gap-2">
      <Skeleton className="h-12" />
      <Skeleton className="h-16" />
      <Skeleton className="h-16" />
      <Skeleton className="h-16" />
      <Skeleton className="mt-2 h-11" />
    </div>
  );
}

function AskOperator({ session }: { session: Session }) {
  return (
    <div className="grid gap-3 pb-1">
      <p className="text-pretty text-muted">
        Nothing can be bought on this server: no payment is set up. Whoever operates it grants
        credits with this command, which works while the server runs:
      </p>
      <CodeBlock code={grantCommand(session)} language="shell" what="command" isWrapped />
    </div>
  );
}
