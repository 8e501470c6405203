"use client";
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { layer } from "./layer.ts";
import type { PopoverProps } from "./popover.tsx";
import { popup } from "./styles.ts";
import type { PopupState } from "./use-popup-trigger.ts";

export type PopoverPopupProps = Pick<PopoverProps, "side" | "align" | "className"> & {
  state: PopupState;
  children: ReactNode;
};

export function PopoverPopup(props: PopoverPopupProps) {
  const { state, children, side = "bottom", align = "start", className } = props;
  const { isOpen, anchor, popupId, triggerId, changeFromPopup } = state;
  return (
    <Base.Root open={isOpen} onOpenChange={changeFromPopup}>
      <Base.Portal container={layer}>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={8}
          className="z-50"
        >
          <Base.Popup
            id={popupId}
            aria-labelledby={triggerId}
            finalFocus={() => anchor}
            className={cn(popup, "max-w-(--available-width) p-3.5 text-sm", className)}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
