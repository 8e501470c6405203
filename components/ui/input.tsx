import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";
import { control } from "./styles.ts";

export type InputProps = ComponentProps<"input"> & {
  /** Inside the box, before and behind the text. */
  leading?: ReactNode;
  trailing?: ReactNode;
};

export function Input({ className, leading, trailing, ...props }: InputProps) {
  const padding = cn(leading ? "pl-9" : "pl-3", trailing ? "pr-10" : "pr-3");
  const input = (
    <input
      autoComplete="off"
      {...props}
      className={cn(control, "h-9 text-base", padding, !leading && !trailing && className)}
    />
  );
  if (!leading && !trailing) return input;
  return (
    <div className={cn("relative", className)}>
      {input}
      {leading && (
        <span className="pointer-events-none absolute inset-y-0 left-0 grid w-9 place-items-center text-faint [&_svg]:size-4">
          {leading}
        </span>
      )}
      {trailing && (
        <span className="absolute inset-y-0 right-0 grid min-w-9 place-items-center pr-1.5">
          {trailing}
        </span>
      )}
    </div>
  );
}
