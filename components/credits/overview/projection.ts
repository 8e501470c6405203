import type { Credits } from "#lib/contract/credits.ts";

const DAY_MS = 86_400_000;
/** Nobody plans further ahead by the pace of one week. */
const HORIZON_DAYS = 366;

type Grant = { kind: string; remaining: number; expiresMs: number };

export type ProjectionPoint = { atMs: number; balance: number };

/** Something that changes the balance without being spent. */
export type ProjectionEvent = {
  kind: "expiry" | "renewal";
  atMs: number;
  /** Credits that are lost, or that come. */
  credits: number;
};

export type Projection = {
  /** Days until nothing is left; null when that is more than a year away. */
  daysLeft: number | null;
  /** The balance along the way, from now on: straight lines between these. */
  points: readonly ProjectionPoint[];
  events: readonly ProjectionEvent[];
};

export type ProjectionInput = Pick<Credits, "grants" | "plan"> & {
  /** Credits that are spent in a day. */
  perDay: number;
  nowMs: number;
};

function addMonth(ms: number): number {
  const day = new Date(ms);
  const year = day.getUTCFullYear();
  const month = day.getUTCMonth() + 1;
  // The 31st becomes the last day of a shorter month.
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day.getUTCDate(), last)) + (ms % DAY_MS);
}

function inOrderOfUse(one: Grant, other: Grant): number {
  const rank = (grant: Grant) => (grant.kind === "subscription" ? 0 : 1);
  return rank(one) - rank(other) || one.expiresMs - other.expiresMs;
}

function balanceOf(grants: readonly Grant[]): number {
  return grants.reduce((sum, { remaining }) => sum + remaining, 0);
}

type Plan = { renewsMs: number; credits: number };

function readPlan(plan: Credits["plan"]): Plan {
  const credits = plan?.monthly_credits ?? 0;
  const renewsAt = credits > 0 ? (plan?.renews_at ?? null) : null;
  return { credits, renewsMs: renewsAt === null ? Number.POSITIVE_INFINITY : Date.parse(renewsAt) };
}

function readGrants(grants: Credits["grants"]): Grant[] {
  return grants.map(({ kind, remaining, expires_at }) => ({
    kind,
    remaining,
    expiresMs: expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(expires_at),
  }));
}

type Walk = { atMs: number; grants: Grant[]; plan: Plan; events: ProjectionEvent[] };

/** What ends and what comes at the time where the walk is. */
function settle({ atMs, grants, plan, events }: Walk): Grant[] {
  const lost = Math.round(balanceOf(grants.filter(({ expiresMs }) => expiresMs <= atMs)));
  if (lost > 0) events.push({ kind: "expiry", atMs, credits: lost });
  const kept = grants.filter(({ remaining, expiresMs }) => remaining > 0 && expiresMs > atMs);
  if (plan.renewsMs > atMs) return kept;
  events.push({ kind: "renewal", atMs, credits: plan.credits });
  plan.renewsMs = addMonth(plan.renewsMs);
  return [{ kind: "subscription", remaining: plan.credits, expiresMs: plan.renewsMs }, ...kept];
}

/**
 * Where the balance goes when spending goes on at this pace: grants are used in their order, what
 * nobody used by its end is lost, and a plan's credits come anew at each of its renewals. It ends
 * where nothing is left, even when a renewal would come later: until then nothing can be made.
 */
export function projectBalance({ grants, plan, perDay, nowMs }: ProjectionInput): Projection {
  const perMs = perDay / DAY_MS;
  const endMs = nowMs + HORIZON_DAYS * DAY_MS;
  const points: ProjectionPoint[] = [];
  const walk: Walk = {
    atMs: nowMs,
    grants: readGrants(grants).sort(inOrderOfUse),
    plan: readPlan(plan),
    events: [],
  };
  const note = () => {
    points.push({ atMs: walk.atMs, balance: Math.round(balanceOf(walk.grants)) });
  };
  note();
  while (walk.atMs < endMs) {
    const [first] = walk.grants;
    if (!first) return { daysLeft: (walk.atMs - nowMs) / DAY_MS, points, events: walk.events };
    const spentMs = perMs > 0 ? walk.atMs + first.remaining / perMs : Number.POSITIVE_INFINITY;
    const expiries = walk.grants.map(({ expiresMs }) => expiresMs);
    const nextMs = Math.max(walk.atMs, Math.min(spentMs, walk.plan.renewsMs, endMs, ...expiries));
    const spent = (nextMs - walk.atMs) * perMs;
    first.remaining = nextMs === spentMs ? 0 : Math.max(0, first.remaining - spent);
    walk.atMs = nextMs;
    note();
    walk.grants = settle(walk);
    if (points.at(-1)?.balance !== Math.round(balanceOf(walk.grants))) note();
  }
  return { daysLeft: null, points, events: walk.events };
}
