"use client";
import { Coins, RotateCcw, Settings2 } from "lucide-react";
import { useState } from "react";
import type { Billing } from "#lib/contract/errors.ts";
import { useBuyCredits } from "../credits/buy/buy-context.tsx";
import { Button } from "../ui/button.tsx";

export type BuyActionProps = {
  billing: Billing | undefined;
  /** Some settings would fit what is left. */
  hasCheaper: boolean;
  onRetry: (() => void) | undefined;
  onFixInput: (() => void) | undefined;
};

/** Too few credits: buy some in place, then the same generation goes on with one press. */
export function BuyAction({ billing, hasCheaper, onRetry, onFixInput }: BuyActionProps) {
  const buyCredits = useBuyCredits();
  const [isBought, setIsBought] = useState(false);
  const canGoOn = isBought && onRetry !== undefined;
  return (
    <>
      {/* One button that changes, so that the focus finds it again when the window closes. */}
      <Button
        variant="primary"
        size="sm"
        icon={canGoOn ? <RotateCcw aria-hidden /> : <Coins aria-hidden />}
        onClick={() => {
          if (canGoOn) return onRetry();
          buyCredits({ shortfall: billing?.shortfall, onBought: () => setIsBought(true) });
        }}
      >
        {canGoOn ? "Generate now" : "Buy credits"}
      </Button>
      {!canGoOn && hasCheaper && onFixInput && (
        <Button size="sm" icon={<Settings2 aria-hidden />} onClick={onFixInput}>
          Choose cheaper settings
        </Button>
      )}
    </>
  );
}
