"use client";
import { type ReactNode, useId } from "react";
import { cn } from "../ui/cn.ts";

/** What a control takes from its field; `aria-labelledby` is for groups, which no label can point to. */
export type FieldControl = {
  id: string;
  "aria-labelledby": string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
};

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong, in words; announced when it appears. */
  error?: ReactNode;
  isRequired?: boolean | undefined;
  /** At the end of the label's line: a count, a price, a button. */
  trailing?: ReactNode;
  /** Label and control on one line, for switches. */
  isInline?: boolean | undefined;
  className?: string | undefined;
  children: (control: FieldControl) => ReactNode;
};

/** Wires label, hint and error to one control, once for the whole console. */
export function Field(props: FieldProps) {
  const { label, hint, error, isRequired, trailing, isInline, className, children } = props;
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  const control = children({
    id,
    "aria-labelledby": `${id}-label`,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? true : undefined,
  });
  return (
    <div className={cn("grid min-w-0 gap-1.5", className)}>
      <div className="flex min-h-5 items-center gap-2">
        <label id={`${id}-label`} htmlFor={id} className="font-medium text-muted text-sm">
          {label}
          {isRequired === false && <span className="font-normal text-faint"> (optional)</span>}
        </label>
        {trailing && <div className="ml-auto text-faint text-xs">{trailing}</div>}
        {isInline && <div className={cn("flex", !trailing && "ml-auto")}>{control}</div>}
      </div>
      {!isInline && control}
      {hint && (
        <p id={`${id}-hint`} className="text-pretty text-faint text-xs">
          {hint}
        </p>
      )}
      <div role="alert" id={`${id}-error`}>
        {error && <FieldError>{error}</FieldError>}
      </div>
    </div>
  );
}

function FieldError({ children }: { children: ReactNode }) {
  return (
    <p className="flex gap-1.5 text-gateway text-sm">
      <svg viewBox="0 0 16 16" fill="none" aria-hidden="true" className="mt-0.5 size-4 shrink-0">
        <circle cx="8" cy="8" r="6.25" stroke="currentColor" strokeWidth="1.5" />
        <path
          d="M8 4.75v3.75M8 11v.25"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
      <span>{children}</span>
    </p>
  );
}
