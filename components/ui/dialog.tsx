"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";

export type DialogProps = {
  title: ReactNode;
  /** The title is for screen readers only, and the children fill the window. */
  isBare?: boolean;
  description?: ReactNode;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
  /** Buttons, right-aligned at the end. */
  footer?: ReactNode;
  /** Where the focus goes afterwards, when not to where it was. */
  finalFocus?: () => HTMLElement | null;
  className?: string;
};

/**
 * A modal window: focus stays in it, Escape and a click outside close it, focus goes back to where
 * it was. Import it lazily (`React.lazy`): a page that opens none should not carry it.
 */
export function Dialog(props: DialogProps) {
  const {
    title,
    isBare,
    description,
    open,
    onOpenChange,
    children,
    footer,
    finalFocus,
    className,
  } = props;
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim backdrop-blur-[2px] transition-opacity duration-base data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          {...(finalFocus && { finalFocus })}
          className={cn(
            "fixed inset-x-0 z-50 mx-auto flex max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-1.5rem))] flex-col overflow-hidden rounded-xl border border-line-strong bg-overlay shadow-modal outline-none transition-[opacity,scale] duration-fast ease-out data-ending-style:scale-[.98] data-starting-style:scale-[.98] data-ending-style:opacity-0 data-starting-style:opacity-0",
            className ?? "top-[14vh]",
          )}
        >
          {isBare ? (
            <Base.Title className="sr-only">{title}</Base.Title>
          ) : (
            <DialogHeader title={title} description={description} />
          )}
          {isBare ? children : <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>}
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

function DialogHeader({ title, description }: Pick<DialogProps, "title" | "description">) {
  return (
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
  );
}
