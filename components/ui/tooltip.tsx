"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import { type ReactElement, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";
import { layer } from "./layer.ts";
import { popup } from "./styles.ts";

export type TooltipProps = {
  /** Also the trigger's description for who cannot see it, when it is text. */
  content: ReactNode;
  /** A focusable element. */
  children: ReactElement<Record<string, unknown>>;
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
};

/** Words on hover and focus. Never the only place where something needed is said. */
export function Tooltip({ content, children, side = "top", className }: TooltipProps) {
  const id = useId();
  const isText = typeof content === "string";
  return (
    <Base.Root>
      <Base.Trigger
        delay={350}
        render={children}
        {...(isText && !children.props["aria-label"] && { "aria-describedby": id })}
      />
      {isText && (
        <span hidden id={id}>
          {content}
        </span>
      )}
      <Base.Portal container={layer}>
        <Base.Positioner sideOffset={7} side={side} collisionPadding={8} className="z-60">
          <Base.Popup
            className={cn(
              popup,
              "max-w-72 rounded-md px-2.5 py-1.5 text-pretty text-sm",
              className,
            )}
          >
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
