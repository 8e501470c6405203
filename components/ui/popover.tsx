"use client";
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn.ts";
import { layer } from "./layer.ts";
import { popup } from "./styles.ts";

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
export function Popover(props: PopoverProps) {
  const { trigger, children, open, onOpenChange, side, align = "start", className } = props;
  return (
    <Base.Root
      {...(open !== undefined && { open })}
      onOpenChange={(isOpen) => onOpenChange?.(isOpen)}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal container={layer}>
        <Base.Positioner
          sideOffset={8}
          align={align}
          {...(side && { side })}
          collisionPadding={8}
          className="z-50"
        >
          <Base.Popup className={cn(popup, "max-w-(--available-width) p-3.5 text-sm", className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
