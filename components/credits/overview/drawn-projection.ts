import type { Projection, ProjectionEvent, ProjectionPoint } from "./projection.ts";

const DAY_MS = 86_400_000;
/** An end that is further away is not drawn: the line would say nothing about the next weeks. */
const DRAWN_DAYS_MAX = 92;
const UNEVENTFUL_DAYS = 30;

export type DrawnProjection = {
  points: readonly ProjectionPoint[];
  events: readonly ProjectionEvent[];
  endMs: number;
};

function balanceAt(points: readonly ProjectionPoint[], atMs: number): number {
  const after = points.findIndex((point) => point.atMs >= atMs);
  const [before, next] = [points[after - 1], points[after]];
  if (!before || !next) return points.at(-1)?.balance ?? 0;
  const share = (atMs - before.atMs) / (next.atMs - before.atMs || 1);
  return Math.round(before.balance + (next.balance - before.balance) * share);
}

/** When the plan's credits come, else when the first expire. */
function firstEventMs(events: readonly ProjectionEvent[]): number {
  const event = events.find(({ kind }) => kind === "renewal") ?? events[0];
  return event?.atMs ?? Number.POSITIVE_INFINITY;
}

/** What expires unused up to where the drawing ends, and what makes the end, however far it is. */
export function lostEvents({ points, events }: Projection, drawnEndMs: number): ProjectionEvent[] {
  const lastMs = points.at(-1)?.atMs;
  return events.filter(
    ({ kind, atMs }) => kind === "expiry" && (atMs <= drawnEndMs || atMs === lastMs),
  );
}

/** The part of a projection that is worth drawing: up to zero, else to the next renewal or expiry. */
export function drawnProjection({ daysLeft, points, events }: Projection): DrawnProjection {
  const startMs = points[0]?.atMs ?? 0;
  const lastMs = points.at(-1)?.atMs ?? startMs;
  const eventMs = firstEventMs(events);
  const isEndNear = daysLeft !== null && daysLeft <= DRAWN_DAYS_MAX;
  const isEventNear = eventMs - startMs <= DRAWN_DAYS_MAX * DAY_MS;
  const uneventfulMs = startMs + UNEVENTFUL_DAYS * DAY_MS;
  const endMs = isEndNear ? lastMs : isEventNear ? eventMs : uneventfulMs;
  const drawn = points.filter(({ atMs }) => atMs <= endMs);
  const isCut = drawn.at(-1)?.atMs !== endMs;
  return {
    points: isCut ? [...drawn, { atMs: endMs, balance: balanceAt(points, endMs) }] : drawn,
    events: events.filter(({ atMs }) => atMs <= endMs),
    endMs,
  };
}
