"use client";
import { type KeyboardEvent, type PointerEvent, useId, useMemo } from "react";
import { cn } from "../../ui/cn.ts";
import { formatClock } from "../format.ts";
import { barsPath } from "./peaks.ts";
import { BAR_COUNT } from "./use-peaks.ts";

const WIDTH = 480;
const HEIGHT = 56;
const STEP_S = 1;
const FLAT: readonly number[] = Array.from({ length: BAR_COUNT }, () => 0);

export type WaveformProps = {
  /** Null while they are read: flat until then. */
  peaks: readonly number[] | null;
  durationS: number;
  positionS: number;
  onSeek: (toS: number) => void;
  onToggle: () => void;
};

/** A sound along its length. A click or drag seeks; so do the arrows, Home and End. */
export function Waveform({ peaks, durationS, positionS, onSeek, onToggle }: WaveformProps) {
  const shown = peaks ?? FLAT;
  const share = durationS > 0 ? Math.min(1, positionS / durationS) : 0;
  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - box.left) / box.width) * durationS);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number | undefined> = {
      ArrowLeft: positionS - STEP_S,
      ArrowDown: positionS - STEP_S,
      ArrowRight: positionS + STEP_S,
      ArrowUp: positionS + STEP_S,
      Home: 0,
      End: durationS,
    };
    const target = targets[event.key];
    if (target === undefined && event.key !== " ") return;
    event.preventDefault();
    if (target === undefined) onToggle();
    else onSeek(target);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Position"
      aria-valuemin={0}
      aria-valuemax={Math.round(durationS * 10) / 10}
      aria-valuenow={Math.round(positionS * 10) / 10}
      aria-valuetext={`${formatClock(positionS * 1000)} of ${formatClock(durationS * 1000)}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && seekTo(event)}
      className="@container h-14 min-w-0 flex-1 cursor-pointer touch-none rounded-sm"
    >
      <Bars peaks={shown} share={share} className="@max-sm:hidden" />
      <Bars peaks={halve(shown)} share={share} className="@sm:hidden" />
    </div>
  );
}

/** Half as many bars, for half the room. */
function halve(peaks: readonly number[]): number[] {
  return peaks.flatMap((peak, index) => (index % 2 ? [Math.max(peak, peaks[index - 1] ?? 0)] : []));
}

type BarsProps = { peaks: readonly number[]; share: number; className: string };

/** The bars, lit as far as the sound has played. */
function Bars({ peaks, share, className }: BarsProps) {
  const clipId = useId();
  const path = useMemo(() => barsPath(peaks, WIDTH, HEIGHT), [peaks]);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cn("size-full overflow-visible", className)}
    >
      <clipPath id={clipId}>
        <rect width={WIDTH * share} height={HEIGHT} />
      </clipPath>
      <g fill="none" strokeWidth={2.6} strokeLinecap="round">
        <path d={path} vectorEffect="non-scaling-stroke" className="stroke-control" />
        <path
          d={path}
          vectorEffect="non-scaling-stroke"
          clipPath={`url(#${clipId})`}
          className="stroke-accent-mark"
        />
      </g>
    </svg>
  );
}
