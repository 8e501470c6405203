"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";

export type DialogProps = {
  title: ReactNode;
  description?: ReactNode;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  children?: ReactNode;
  /** Buttons, right-aligned at the end; `DialogClose` closes. */
  footer?: ReactNode;
  className?: string;
};

export const backdrop =
  "fixed inset-0 z-40 bg-scrim backdrop-blur-[2px] transition-opacity duration-base data-starting-style:opacity-0 data-ending-style:opacity-0";

/** A modal window: focus stays in it, Escape and a click outside close it. */
export function Dialog(props: DialogProps) {
  const { title, description, trigger, open, onOpenChange, children, footer, className } = props;
  return (
    <Base.Root
      {...(open !== undefined && { open })}
      onOpenChange={(isOpen) => onOpenChange?.(isOpen)}
    >
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          className={cn(
            "-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] flex-col rounded-xl border border-line-strong bg-overlay shadow-modal outline-none transition-[opacity,scale] duration-base ease-out data-ending-style:scale-[.98] data-starting-style:scale-[.97] data-ending-style:opacity-0 data-starting-style:opacity-0",
            className,
          )}
        >
          <header className="flex items-start gap-4 px-5 pt-5">
            <div className="grid gap-1">
              <Base.Title className="font-semibold text-lg tracking-tight">{title}</Base.Title>
              {description && (
                <Base.Description className="text-muted text-sm">{description}</Base.Description>
              )}
            </div>
            <Base.Close
              render={
                <Button
                  variant="quiet"
                  size="sm"
                  icon={<X aria-hidden />}
                  aria-label="Close"
                  className="-mt-1 -mr-2 ml-auto"
                />
              }
            />
          </header>
          <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3.5">
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export const DialogClose = Base.Close;
