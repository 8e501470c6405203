"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { layer } from "./layer.ts";
import { popup } from "./styles.ts";

export type TooltipPopupProps = {
  anchor: HTMLElement | null;
  isOpen: boolean;
  onClose: () => void;
  /** The pointer is on the words: they stay. */
  onHold: () => void;
  onLeave: () => void;
  side: "top" | "bottom" | "left" | "right";
  className: string | undefined;
  children: ReactNode;
};

export function TooltipPopup(props: TooltipPopupProps) {
  const { anchor, isOpen, onClose, onHold, onLeave, side, className, children } = props;
  return (
    <Base.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal container={layer}>
        <Base.Positioner
          anchor={anchor}
          side={side}
          sideOffset={7}
          collisionPadding={8}
          className="z-60"
        >
          <Base.Popup
            onPointerEnter={onHold}
            onPointerLeave={onLeave}
            className={cn(
              popup,
              "max-w-72 text-pretty rounded-md px-2.5 py-1.5 text-sm",
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
