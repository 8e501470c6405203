"use client";
import { Area, AreaChart, CartesianGrid, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { formatNumber } from "../../playground/format.ts";
import { dayOf } from "../words.ts";
import { AXIS, axisNumber, ChartTip, TipLine } from "./chart-parts.tsx";
import type { DrawnProjection } from "./drawn-projection.ts";
import type { ProjectionPoint } from "./projection.ts";

const SIZE = { width: "100%", height: "100%" } as const;
const TICKS = 4;

export type ProjectionChartProps = { drawn: DrawnProjection; nowMs: number };

function ticksOf(startMs: number, endMs: number): number[] {
  return Array.from({ length: TICKS }, (_, at) => startMs + ((endMs - startMs) * at) / (TICKS - 1));
}

/** The balance from now on, dashed because nobody knows. Loaded when it is shown. */
export function ProjectionChart({ drawn, nowMs }: ProjectionChartProps) {
  const { points, events, endMs } = drawn;
  return (
    <AreaChart
      responsive
      data={[...points]}
      style={SIZE}
      margin={{ top: 8, right: 26, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        {...AXIS}
        dataKey="atMs"
        type="number"
        scale="time"
        domain={[nowMs, endMs]}
        ticks={ticksOf(nowMs, endMs)}
        tickFormatter={(atMs: number) => (atMs === nowMs ? "now" : dayOf(atMs, nowMs))}
        interval="preserveStartEnd"
        height={24}
      />
      <YAxis {...AXIS} width={40} tickFormatter={axisNumber} tickCount={3} allowDecimals={false} />
      {events.map(({ kind, atMs }) => (
        <ReferenceLine
          key={`${kind} ${atMs}`}
          x={atMs}
          stroke={kind === "renewal" ? "var(--ok)" : "var(--gateway)"}
          strokeDasharray="2 3"
        />
      ))}
      <Tooltip
        cursor={{ stroke: "var(--control)" }}
        isAnimationActive={false}
        content={({ active, payload }) => {
          const point = payload?.[0]?.payload as ProjectionPoint | undefined;
          if (!active || !point) return null;
          return (
            <ChartTip title={point.atMs === nowMs ? "Now" : dayOf(point.atMs, nowMs)}>
              <TipLine label="Balance">{formatNumber(point.balance)}</TipLine>
            </ChartTip>
          );
        }}
      />
      <Area
        dataKey="balance"
        type="linear"
        stroke="var(--accent-mark)"
        strokeWidth={2}
        strokeDasharray="4 4"
        fill="var(--accent-soft)"
        isAnimationActive={false}
        activeDot={{ r: 4, fill: "var(--accent-mark)", stroke: "var(--surface)" }}
      />
    </AreaChart>
  );
}
