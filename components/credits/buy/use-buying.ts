"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { formatNumber } from "../../playground/format.ts";
import { toast } from "../../ui/toast.ts";
import { creditKeys } from "../queries.ts";
import type { BuyAction, BuyWish } from "./buy-context.tsx";
import { newIdempotencyKey } from "./idempotency-key.ts";

const UNREACHED = "The server could not be reached. Try again: it is still the same purchase.";

type BuyingOptions = { buyCredits: BuyAction; wish: BuyWish; onDone: () => void };

/**
 * Buys packs. One opening of the window has one key for each pack, so a second press, or one more
 * after a lost answer, is the same purchase.
 */
export function useBuying({ buyCredits, wish, onDone }: BuyingOptions) {
  const queryClient = useQueryClient();
  const [baseKey] = useState(newIdempotencyKey);
  const [isBusy, setIsBusy] = useState(false);
  const isUnderWay = useRef(false);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    // Back from the page to pay at, a browser may show this one as it was left: under way.
    const onReturn = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      isUnderWay.current = false;
      setIsBusy(false);
    };
    addEventListener("pageshow", onReturn);
    return () => removeEventListener("pageshow", onReturn);
  }, []);
  const buy = async (pack: string) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setIsBusy(true);
    setError(null);
    const result = await buyCredits({ pack, idempotencyKey: `${baseKey}_${pack}` }).catch(
      () => null,
    );
    const bought = result?.ok ? result.data : null;
    if (bought?.outcome === "redirect") {
      // Still under way: the page is about to be left.
      window.location.assign(bought.url);
      return;
    }
    isUnderWay.current = false;
    setIsBusy(false);
    if (!bought) {
      setError(result?.ok === false ? result.error.message : UNREACHED);
      return;
    }
    toast.success(`${formatNumber(bought.credits)} credits added`);
    void queryClient.invalidateQueries({ queryKey: creditKeys.all });
    wish.onBought?.(bought.credits);
    onDone();
  };
  return { isBusy, error, buy };
}
