"use client";
import { Coins, RotateCcw, Settings2 } from "lucide-react";
import type { Billing } from "#lib/contract/errors.ts";
import { useBuyCredits } from "../credits/buy/buy-context.tsx";
import { Button } from "../ui/button.tsx";
import type { BoughtCredits } from "./use-bought.ts";

export type BuyActionProps = {
  billing: Billing | undefined;
  bought: BoughtCredits;
  /** Some settings would fit what is left. */
  hasCheaper: boolean;
  onRetry: (() => void) | undefined;
  onChooseCheaper: (() => void) | undefined;
};

/** Credits that are still missing, where the answer said how many are needed. */
function shortfall(billing: Billing | undefined, left: number | null): number | undefined {
  if (left === null || billing?.required === undefined) return billing?.shortfall;
  return billing.required - left;
}

/** Too few credits: buy some in place, then the same generation goes on with one press. */
export function BuyAction(props: BuyActionProps) {
  const { billing, bought, hasCheaper, onRetry, onChooseCheaper } = props;
  const buyCredits = useBuyCredits();
  const canGoOn = bought.isEnough && onRetry !== undefined;
  return (
    <>
      {/* One button that changes, so that the focus finds it again when the window closes. */}
      <Button
        variant="primary"
        size="sm"
        icon={canGoOn ? <RotateCcw aria-hidden /> : <Coins aria-hidden />}
        onClick={() => {
          if (canGoOn) return onRetry();
          buyCredits({ shortfall: shortfall(billing, bought.left), onBought: bought.onBought });
        }}
      >
        {canGoOn ? "Generate now" : "Buy credits"}
      </Button>
      {!canGoOn && hasCheaper && onChooseCheaper && (
        <Button size="sm" icon={<Settings2 aria-hidden />} onClick={onChooseCheaper}>
          Choose cheaper settings
        </Button>
      )}
    </>
  );
}
