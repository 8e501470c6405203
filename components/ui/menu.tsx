"use client";
import { lazy, type ReactElement, type ReactNode, Suspense, use } from "react";
import { cn } from "./cn.ts";
import { MenuPartsContext } from "./menu-parts.ts";
import { popupItem } from "./styles.ts";
import { usePopupTrigger } from "./use-popup-trigger.ts";

const load = () => import("./menu-popup.tsx");
const MenuPopup = lazy(async () => ({ default: (await load()).MenuPopup }));

export type MenuProps = {
  trigger: ReactElement;
  /** `MenuItem` and `MenuSeparator`. */
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
};

/** Actions behind a button. */
export function Menu({ trigger, ...props }: MenuProps) {
  const preload = () => void load();
  const { wired, wasOpened, popup } = usePopupTrigger({ trigger, kind: "menu", preload });
  return (
    <>
      {wired}
      {wasOpened && (
        <Suspense>
          <MenuPopup {...props} state={popup} />
        </Suspense>
      )}
    </>
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
  const parts = use(MenuPartsContext);
  if (!parts) return null;
  return (
    <parts.Item
      disabled={disabled}
      {...(onSelect && { onClick: onSelect })}
      {...(render && { render })}
      className={cn(popupItem, isDanger && "text-gateway!", "[&_svg]:size-4 [&_svg]:text-faint")}
    >
      {icon}
      <span className="flex-1">{children}</span>
      {hint && <span className="text-faint text-xs">{hint}</span>}
    </parts.Item>
  );
}

export function MenuSeparator() {
  const parts = use(MenuPartsContext);
  return parts && <parts.Separator className="-mx-1 my-1 h-px bg-line" />;
}
