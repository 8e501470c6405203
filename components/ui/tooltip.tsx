"use client";
import {
  cloneElement,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";

const load = () => import("./tooltip-popup.tsx");
const TooltipPopup = lazy(async () => ({ default: (await load()).TooltipPopup }));

const OPEN_AFTER_MS = 350;
const CLOSE_AFTER_MS = 120;

export type TooltipProps = {
  /** Also the trigger's description for who cannot see it. */
  content: ReactNode;
  /** A focusable element that passes its props on. */
  children: ReactElement;
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
};

/** Opens and closes after a pause, so that a pointer passing by does nothing. */
function useDelayedOpen() {
  const [isOpen, setIsOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const set = (next: boolean, afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsOpen(next), afterMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return { isOpen, set };
}

/** Words on hover and focus. Never the only place where something needed is said. */
export function Tooltip({ content, children, side = "top", className }: TooltipProps) {
  const { isOpen, set } = useDelayedOpen();
  const [wasOpened, setWasOpened] = useState(false);
  if (isOpen && !wasOpened) setWasOpened(true);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const id = useId();
  const show = (afterMs: number) => {
    void load();
    set(true, afterMs);
  };
  const trigger = cloneElement(children as ReactElement<Record<string, unknown>>, {
    ref: setAnchor,
    "aria-describedby": id,
    onPointerEnter: () => show(OPEN_AFTER_MS),
    onPointerLeave: () => set(false, CLOSE_AFTER_MS),
    onFocus: () => show(0),
    onBlur: () => set(false, 0),
    onClick: () => show(0),
  });
  return (
    <>
      {trigger}
      <span hidden id={id}>
        {content}
      </span>
      {wasOpened && (
        <Suspense>
          <TooltipPopup
            anchor={anchor}
            isOpen={isOpen}
            onClose={() => set(false, 0)}
            onHold={() => set(true, 0)}
            onLeave={() => set(false, CLOSE_AFTER_MS)}
            side={side}
            className={className}
          >
            {content}
          </TooltipPopup>
        </Suspense>
      )}
    </>
  );
}
