import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

const TONES = {
  neutral: "bg-neutral-soft text-muted",
  ok: "bg-ok-soft text-ok",
  caller: "bg-caller-soft text-caller",
  provider: "bg-provider-soft text-provider",
  gateway: "bg-gateway-soft text-gateway",
  accent: "bg-accent-soft text-accent",
} as const;

export type Tone = keyof typeof TONES;

/** A word that classes something. Tone supports the word and never replaces it. */
export function Badge(props: ComponentProps<"span"> & { tone?: Tone; icon?: ReactNode }) {
  const { tone = "neutral", icon, className, children, ...rest } = props;
  return (
    <span
      {...rest}
      className={cn(
        "inline-flex h-5.5 shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-2 font-medium text-xs [&_svg]:size-3.5",
        TONES[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
