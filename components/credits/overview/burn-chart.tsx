"use client";
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { formatNumber } from "../../playground/format.ts";
import { dayOf } from "../words.ts";
import type { BurnDay } from "./burn.ts";
import { AXIS, axisNumber, ChartTip, TipLine } from "./chart-parts.tsx";
import type { SeriesLook } from "./series-looks.ts";

export type BurnChartProps = {
  days: readonly BurnDay[];
  looks: readonly SeriesLook[];
  nowMs: number;
};

const SIZE = { width: "100%", height: "100%" } as const;

/** Stacked bars by day. Loaded when it is shown: recharts is larger than the rest of the page. */
export function BurnChart({ days, looks, nowMs }: BurnChartProps) {
  return (
    <BarChart
      responsive
      data={[...days]}
      style={SIZE}
      margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      barCategoryGap="18%"
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        {...AXIS}
        dataKey="day"
        tickFormatter={(day: string) => dayOf(day, nowMs)}
        interval="equidistantPreserveStart"
        minTickGap={28}
        height={24}
      />
      <YAxis {...AXIS} width={40} tickFormatter={axisNumber} tickCount={4} allowDecimals={false} />
      <Tooltip
        cursor={{ fill: "var(--hover)" }}
        isAnimationActive={false}
        content={({ active, payload }) => {
          const day = payload?.[0]?.payload as BurnDay | undefined;
          return active && day ? <DayTip day={day} looks={looks} nowMs={nowMs} /> : null;
        }}
      />
      {looks.map(({ name, colour }) => (
        <Bar
          key={name}
          // Ids of models have dots, which a name as key would follow as a path.
          dataKey={(day: BurnDay) => day.parts[name] ?? 0}
          stackId="all"
          fill={colour}
          stroke="var(--surface)"
          strokeWidth={1}
          isAnimationActive={false}
        />
      ))}
    </BarChart>
  );
}

type DayTipProps = { day: BurnDay; looks: readonly SeriesLook[]; nowMs: number };

function DayTip({ day, looks, nowMs }: DayTipProps) {
  const present = looks.filter(({ name }) => day.parts[name]);
  return (
    <ChartTip title={dayOf(day.day, nowMs)}>
      {present.map(({ name, title, colour }) => (
        <TipLine key={name} label={title} colour={colour}>
          {formatNumber(day.parts[name] ?? 0)}
        </TipLine>
      ))}
      <TipLine label={present.length === 0 ? "Nothing was spent" : "Together"}>
        {formatNumber(day.total)}
      </TipLine>
    </ChartTip>
  );
}
