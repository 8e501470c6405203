"use client";
import { ExternalLink, FlaskConical } from "lucide-react";
import { type FormEvent, useState } from "react";
import { FormError } from "../../form/form-error.tsx";
import { formatNumber } from "../../playground/format.ts";
import { Button } from "../../ui/button.tsx";
import { formatPrice } from "../words.ts";
import type { BuyAction, BuyWish } from "./buy-context.tsx";
import { type Pack, packFor } from "./choose-pack.ts";
import { PackChoice } from "./pack-choice.tsx";
import { useBuying } from "./use-buying.ts";

export type PackFormProps = {
  provider: "test" | "stripe";
  packs: readonly Pack[];
  wish: BuyWish;
  buyCredits: BuyAction;
  onDone: () => void;
};

/** Chooses a pack and buys it, once however often it is pressed. */
export function PackForm({ provider, packs, wish, buyCredits, onDone }: PackFormProps) {
  const [chosenId, setChosenId] = useState(packFor(packs, wish.shortfall)?.id);
  const { isBusy, error, buy } = useBuying({ buyCredits, wish, onDone });
  const chosen = packs.find(({ id }) => id === chosenId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) void buy(chosen.id);
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Terms provider={provider} />
      {wish.shortfall !== undefined && (
        <p className="text-muted text-sm">
          The generation that was refused needs{" "}
          <strong className="font-mono font-semibold text-fg">
            {formatNumber(wish.shortfall)}
          </strong>{" "}
          more.
        </p>
      )}
      <PackChoice packs={packs} chosenId={chosenId} onChoose={setChosenId} />
      <FormError {...(error && { title: "Nothing was bought." })}>{error}</FormError>
      {chosen && (
        <Button
          type="submit"
          variant="primary"
          size="lg"
          isBusy={isBusy}
          {...(provider === "stripe" && { icon: <ExternalLink aria-hidden /> })}
        >
          {provider === "test"
            ? `Add ${formatNumber(chosen.credits)} test credits`
            : `Pay ${formatPrice(chosen.price_cents)} for ${formatNumber(chosen.credits)} credits`}
        </Button>
      )}
    </form>
  );
}

function Terms({ provider }: { provider: "test" | "stripe" }) {
  if (provider === "stripe") {
    return (
      <p className="text-pretty text-muted text-sm">
        You pay on Stripe's page and come back here. The credits come when the payment is confirmed
        and live for 12 months.
      </p>
    );
  }
  return (
    <div className="flex gap-2.5 rounded-md border border-accent-mark border-dashed bg-accent-soft px-3.5 py-2.5 text-sm">
      <FlaskConical aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
      <p className="text-pretty text-muted">
        <strong className="font-semibold text-fg">This is a test: nothing is charged.</strong> The
        credits come at once, work in test mode only, and live for 12 months like bought ones.
      </p>
    </div>
  );
}
