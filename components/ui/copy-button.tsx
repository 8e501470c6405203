"use client";
import { Check, Copy, X } from "lucide-react";
import { Button, type ButtonProps } from "./button.tsx";
import { useCopy } from "./use-copy.ts";

export type CopyButtonProps = Omit<ButtonProps, "onClick" | "icon" | "children"> & {
  text: string | (() => string);
  /** What is copied, for its name: `Copy request id`. */
  what: string;
  /** Words on the button; without them it is an icon. */
  label?: string;
};

/** Copies a text, and shows and says that it did. */
export function CopyButton({ text, what, label, ...props }: CopyButtonProps) {
  const { state, copy } = useCopy();
  const Icon = state === "copied" ? Check : state === "refused" ? X : Copy;
  const said = state === "copied" ? "Copied" : state === "refused" ? "Not allowed" : label;
  return (
    <>
      <Button
        variant="quiet"
        size="sm"
        {...props}
        icon={<Icon aria-hidden className={state === "copied" ? "size-4 text-ok" : "size-4"} />}
        aria-label={label ? undefined : `Copy ${what}`}
        onClick={() => copy(typeof text === "function" ? text() : text)}
      >
        {label && said}
      </Button>
      <span role="status" className="sr-only">
        {state === "copied" && `Copied ${what}`}
        {state === "refused" && "The browser did not allow copying"}
      </span>
    </>
  );
}
