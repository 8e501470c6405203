import type { ReactNode } from "react";
import { cn } from "../../ui/cn.ts";

/** Height that a result takes at most: the whole of a card fits a laptop's window. */
const STAGE_MAX = "min(30rem, 68dvh)";

/** Height of a voice's place, before and after it is there. */
export const SPEECH_HEIGHT = "h-30";

export type StageProps = {
  /** Width over height of what is shown. */
  ratio: number;
  children?: ReactNode;
  className?: string;
};

/** The place of a picture or film. Its size is known before the result is there, so nothing jumps. */
export function Stage({ ratio, children, className }: StageProps) {
  return (
    <div
      className={cn("relative w-full overflow-hidden bg-well", className)}
      style={{ aspectRatio: ratio, maxHeight: STAGE_MAX }}
    >
      {children}
    </div>
  );
}

/** Columns for a number of results of one shape. */
export function stageColumns(count: number): string {
  return count > 1 ? "grid grid-cols-2 gap-px bg-line" : "grid";
}
