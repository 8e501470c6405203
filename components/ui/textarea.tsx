import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { control } from "./styles.ts";

/** Grows with its text (`field-sizing`), up to `max-h`; browsers without that let it be dragged. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...props}
      rows={rows}
      className={cn(
        control,
        "field-sizing-content max-h-80 min-h-24 resize-y px-3 py-2.5 text-md leading-normal",
        className,
      )}
    />
  );
}
