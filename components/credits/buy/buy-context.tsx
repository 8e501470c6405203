"use client";
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useRef,
  useState,
} from "react";
import type { Result } from "#lib/client/result.ts";
import type { CheckoutResult } from "#lib/contract/credits.ts";
import type { Session } from "#lib/contract/session.ts";

const load = () => import("./buy-dialog.tsx");
const BuyDialog = lazy(async () => ({ default: (await load()).BuyDialog }));

export type BuyOrder = { pack: string; idempotencyKey: string };
export type BuyAction = (order: BuyOrder) => Promise<Result<CheckoutResult>>;

export type BuyWish = {
  /** Credits that are needed: the smallest pack that gives them is chosen. */
  shortfall?: number | undefined;
  /** So many credits are there now. */
  onBought?: ((credits: number) => void) | undefined;
};

const BuyContext = createContext<((wish?: BuyWish) => void) | null>(null);

/** Opens the window that sells credits, wherever one is in the console. */
export function useBuyCredits(): (wish?: BuyWish) => void {
  const open = use(BuyContext);
  if (!open) throw new Error("Credits are sold inside the console only.");
  return open;
}

/** The button that opened it; when the purchase took that away, the page. */
function placeForFocus(opener: Element | null): HTMLElement | null {
  if (opener instanceof HTMLElement && opener.isConnected) return opener;
  return document.getElementById("main");
}

export type BuyProviderProps = { session: Session; buyCredits: BuyAction; children: ReactNode };

/** The one window that sells credits; its code comes when it is first wanted. */
export function BuyProvider({ session, buyCredits, children }: BuyProviderProps) {
  const [wish, setWish] = useState<BuyWish | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<Element | null>(null);
  const open = useCallback((next: BuyWish = {}) => {
    opener.current = document.activeElement;
    setWish(next);
    setIsOpen(true);
  }, []);
  return (
    <BuyContext value={open}>
      {children}
      {wish && (
        <Suspense>
          <BuyDialog
            session={session}
            wish={wish}
            buyCredits={buyCredits}
            isOpen={isOpen}
            onOpenChange={setIsOpen}
            finalFocus={() => placeForFocus(opener.current)}
          />
        </Suspense>
      )}
    </BuyContext>
  );
}
