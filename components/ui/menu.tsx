"use client";
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn.ts";
import { layer } from "./layer.ts";
import { popup, popupItem } from "./styles.ts";

export type MenuProps = {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  /** Open from the start, for menus that load when they are first asked for. */
  defaultOpen?: boolean;
  className?: string;
};

/** Actions behind a button. */
export function Menu(props: MenuProps) {
  const { trigger, children, align = "end", side, defaultOpen = false, className } = props;
  return (
    <Base.Root defaultOpen={defaultOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal container={layer}>
        <Base.Positioner
          sideOffset={6}
          align={align}
          {...(side && { side })}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup className={cn(popup, "min-w-48 p-1", className)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export type MenuItemProps = {
  children: ReactNode;
  icon?: ReactNode;
  /** At the end of the line: a shortcut, a value. */
  hint?: ReactNode;
  onSelect?: () => void;
  /** The element to be, for links. */
  render?: ReactElement;
  disabled?: boolean;
  isDanger?: boolean;
};

export function MenuItem(props: MenuItemProps) {
  const { children, icon, hint, onSelect, render, disabled = false, isDanger } = props;
  return (
    <Base.Item
      disabled={disabled}
      {...(onSelect && { onClick: onSelect })}
      {...(render && { render })}
      className={cn(popupItem, isDanger && "text-gateway!", "[&_svg]:size-4 [&_svg]:text-faint")}
    >
      {icon}
      <span className="flex-1">{children}</span>
      {hint && <span className="text-faint text-xs">{hint}</span>}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}
