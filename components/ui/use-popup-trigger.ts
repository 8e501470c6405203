"use client";
import { cloneElement, type MouseEvent, type ReactElement, useId, useState } from "react";

/** What a trigger is given; it has to pass these on to its element. */
type TriggerProps = {
  id?: string;
  ref?: (element: HTMLElement | null) => void;
  onClick?: (event: MouseEvent<HTMLElement>) => void;
  [attribute: string]: unknown;
};

type Options = {
  trigger: ReactElement;
  kind: "dialog" | "menu";
  /** Fetches the popup's code: called when a visitor comes near the trigger. */
  preload: () => void;
  open?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
};

/** Why a popup wants to change, as far as it matters here. */
type ChangeDetails = { event: Event };

/**
 * A button whose popup is loaded when it is first wanted, so that no page pays for what stays shut.
 * Gives the wired trigger, the element to open at, and what the popup has to be told.
 */
export function usePopupTrigger({ trigger, kind, preload, open, onOpenChange }: Options) {
  const [isOpenHere, setIsOpenHere] = useState(false);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const isOpen = open ?? isOpenHere;
  const [wasOpened, setWasOpened] = useState(isOpen);
  if (isOpen && !wasOpened) setWasOpened(true);
  const id = useId();
  const popupId = `${id}-popup`;
  const given = trigger as ReactElement<TriggerProps>;
  const triggerId = given.props.id ?? id;
  const change = (next: boolean) => {
    setIsOpenHere(next);
    onOpenChange?.(next);
  };
  const wired = cloneElement(given, {
    ref: setAnchor,
    id: triggerId,
    "aria-haspopup": kind,
    "aria-expanded": isOpen,
    ...(isOpen && { "aria-controls": popupId, "data-popup-open": "" }),
    onPointerEnter: preload,
    onFocus: preload,
    onClick: (event) => {
      given.props.onClick?.(event);
      if (!event.defaultPrevented) change(!isOpen);
    },
  });
  const changeFromPopup = (next: boolean, { event }: ChangeDetails) => {
    // A press on the trigger is the trigger's business: closing here would make it open again.
    const goesTo = event instanceof FocusEvent ? event.relatedTarget : event.target;
    if (!next && goesTo instanceof Node && anchor?.contains(goesTo)) return;
    change(next);
  };
  return { wired, wasOpened, popup: { isOpen, anchor, popupId, triggerId, changeFromPopup } };
}

export type PopupState = ReturnType<typeof usePopupTrigger>["popup"];
