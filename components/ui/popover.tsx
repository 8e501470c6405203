"use client";
import { lazy, type ReactElement, type ReactNode, Suspense } from "react";
import { usePopupTrigger } from "./use-popup-trigger.ts";

const load = () => import("./popover-popup.tsx");
const PopoverPopup = lazy(async () => ({ default: (await load()).PopoverPopup }));

export type PopoverProps = {
  trigger: ReactElement;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  side?: "top" | "bottom" | "left" | "right";
  align?: "start" | "center" | "end";
  className?: string;
};

/** Something small that opens at its button and takes the focus. */
export function Popover({ trigger, open, onOpenChange, ...props }: PopoverProps) {
  const preload = () => void load();
  const { wired, wasOpened, popup } = usePopupTrigger({
    trigger,
    kind: "dialog",
    preload,
    open,
    onOpenChange,
  });
  return (
    <>
      {wired}
      {wasOpened && (
        <Suspense>
          <PopoverPopup {...props} state={popup} />
        </Suspense>
      )}
    </>
  );
}
