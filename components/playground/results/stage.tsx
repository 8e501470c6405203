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

/**
 * Columns for a number of results of one shape: few enough to see them, and no result alone in the
 * last row where that can be.
 */
export function stageColumns(count: number): string {
  if (count === 1) return "grid";
  const columns = count > 6 ? 4 : count % 3 === 0 || count === 5 ? 3 : 2;
  // Lines between the results are what is behind them, so a row that is not full has none.
  const behind = count % columns === 0 ? "bg-line" : "bg-well";
  return `grid gap-px ${behind} ${COLUMNS[columns]}`;
}

const COLUMNS = {
  2: "grid-cols-2",
  3: "grid-cols-3",
  4: "grid-cols-2 sm:grid-cols-4",
} as const;
