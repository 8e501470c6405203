"use client";
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { layer } from "./layer.ts";
import type { MenuProps } from "./menu.tsx";
import { MenuPartsContext } from "./menu-parts.ts";
import { popup } from "./styles.ts";
import type { PopupState } from "./use-popup-trigger.ts";

export type MenuPopupProps = Pick<MenuProps, "side" | "align" | "className"> & {
  state: PopupState;
  children: ReactNode;
};

export function MenuPopup(props: MenuPopupProps) {
  const { state, children, side = "bottom", align = "end", className } = props;
  const { isOpen, anchor, popupId, triggerId, changeFromPopup } = state;
  return (
    <Base.Root open={isOpen} onOpenChange={changeFromPopup}>
      <Base.Portal container={layer}>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            id={popupId}
            aria-labelledby={triggerId}
            finalFocus={() => anchor}
            className={cn(
              popup,
              "max-h-(--available-height) min-w-48 overflow-y-auto p-1",
              className,
            )}
          >
            <MenuPartsContext value={Base}>{children}</MenuPartsContext>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
