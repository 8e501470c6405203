/*
 * The ledger once more, as plain arithmetic: replays an account entry by entry, by the rules of
 * `credits/ledger.ts` and nothing of its SQL, and says where an entry is not what follows from those
 * before it. Since entries are numbered behind the account's lock, their order is the order in which
 * things happened, however many happened at once.
 */
import assert from "node:assert/strict";
import type pg from "pg";
import { type BucketUsage, RELEASE_GRACE_HOURS } from "../credits/ledger.ts";
import type { EntryKind, GrantKind, Mode } from "../db/schema.ts";

const GRACE_MS = RELEASE_GRACE_HOURS * 3_600_000;

type Entry = {
  seq: number;
  kind: EntryKind;
  grant_id: string;
  generation_id: string | null;
  delta: number;
  held_delta: number;
  balance_after: number;
  held_after: number;
  at: number;
};

type GrantState = { id: string; kind: GrantKind; left: number; held: number; endsAt: number };
type HoldState = { parts: Map<string, number>; key: string | null; month: string; at: number };

/** What a test asked for and knows: the arguments of its calls, by what they made. */
export type Asked = {
  /** By grant; the end that it was given, in ms. */
  grants: Map<string, { kind: GrantKind; amount: number; endsAt: number }>;
  /** By generation. */
  holds: Map<
    string,
    {
      amount: number;
      key: string | null;
      limit: number | null;
      usage: BucketUsage;
      entries: number[];
    }
  >;
  /** By generation: the one settlement that said it was made. */
  captures: Map<string, number>;
  /** By grant: what was asked for and what was said to be moved. */
  adjustments: Map<string, { delta: number; moved: number }[]>;
};

/** The account as it was behind an entry. */
export type Moment = {
  seq: number;
  /** What could be spent at a time. */
  spendable(at: number): number;
  usedOf(key: string, month: string): number;
};

export const monthOfTime = (at: number) => new Date(at).toISOString().slice(0, 7);

/** Subscription first, then what ends soonest, then what was given first. */
function inOrderOfUse(grants: Iterable<GrantState>, at: number): GrantState[] {
  return [...grants]
    .filter(({ left, endsAt }) => left > 0 && endsAt > at)
    .sort(
      (a, b) =>
        Number(a.kind !== "subscription") - Number(b.kind !== "subscription") ||
        (a.endsAt === b.endsAt ? 0 : a.endsAt - b.endsAt) ||
        (a.id < b.id ? -1 : 1),
    );
}

/** Entries that one statement wrote: of one generation, all its holds, or all that settled it. */
function groupEntries(entries: readonly Entry[]): Entry[][] {
  const groups: Entry[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    const isSettling = ({ kind }: Entry) => kind === "capture" || kind === "release";
    const joins =
      first?.generation_id != null &&
      first.generation_id === entry.generation_id &&
      isSettling(first) === isSettling(entry);
    if (joins) last?.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

class Account {
  readonly grants = new Map<string, GrantState>();
  readonly holds = new Map<string, HoldState>();
  readonly settled = new Set<string>();
  readonly months = new Map<string, number>();
  balance = 0;
  held = 0;
  readonly asked: Asked;

  constructor(asked: Asked) {
    this.asked = asked;
  }

  grantOf(id: string): GrantState {
    const grant = this.grants.get(id);
    assert.ok(grant, `${id} is moved before it was given`);
    return grant;
  }

  addToMonth(key: string | null, month: string, credits: number): void {
    if (key === null) return;
    const name = `${key} ${month}`;
    this.months.set(name, (this.months.get(name) ?? 0) + credits);
  }

  /** Moves a grant and the account by what an entry says, which must say the sums. */
  move(entry: Entry, delta: number, heldDelta: number): void {
    const { seq, kind } = entry;
    assert.deepEqual([entry.delta, entry.held_delta], [delta, heldDelta], `${kind} ${seq}`);
    const grant = this.grantOf(entry.grant_id);
    grant.left += delta;
    grant.held += heldDelta;
    this.balance += delta;
    this.held += heldDelta;
    const after = [entry.balance_after, entry.held_after];
    assert.deepEqual(after, [this.balance, this.held], `running balance of ${kind} ${seq}`);
    for (const value of [grant.left, grant.held, this.balance, this.held]) {
      assert.ok(value >= 0, `${kind} ${seq} goes below 0`);
    }
  }

  grant(entry: Entry): void {
    const asked = this.asked.grants.get(entry.grant_id);
    assert.ok(asked && !this.grants.has(entry.grant_id), `grant ${entry.seq} was asked for once`);
    const { kind, amount, endsAt } = asked;
    this.grants.set(entry.grant_id, { id: entry.grant_id, kind, left: 0, held: 0, endsAt });
    this.move(entry, amount, 0);
  }

  hold(id: string, entries: readonly Entry[]): void {
    const asked = this.asked.holds.get(id);
    const [{ at } = { at: 0 }] = entries;
    assert.ok(asked && !this.holds.has(id), `${id} was held once, by who was told so`);
    const parts = new Map<string, number>();
    let toHold = asked.amount;
    for (const grant of inOrderOfUse(this.grants.values(), at)) {
      const part = Math.min(grant.left, toHold);
      if (part > 0) parts.set(grant.id, part);
      toHold -= part;
    }
    assert.equal(toHold, 0, `${id} holds more than there was`);
    assert.deepEqual(
      entries.map((entry) => [entry.grant_id, entry.held_delta]),
      [...parts],
      `parts of ${id}`,
    );
    assert.deepEqual(
      asked.entries,
      entries.map(({ seq }) => seq),
      `entries of ${id}`,
    );
    const isSubscription = (grantId: string) => this.grantOf(grantId).kind === "subscription";
    const subscription = [...parts].reduce(
      (sum, [g, part]) => sum + (isSubscription(g) ? part : 0),
      0,
    );
    const usage = { total: asked.amount, subscription, permanent: asked.amount - subscription };
    assert.deepEqual(asked.usage, usage, `usage of ${id}`);
    for (const entry of entries) this.move(entry, -entry.held_delta, entry.held_delta);
    const month = monthOfTime(at);
    const used = this.months.get(`${asked.key} ${month}`) ?? 0;
    assert.ok(
      used + asked.amount <= (asked.limit ?? Number.POSITIVE_INFINITY),
      `${id} is over the cap`,
    );
    this.holds.set(id, { parts, key: asked.key, month, at });
    this.addToMonth(asked.key, month, asked.amount);
  }

  settle(id: string, entries: readonly Entry[]): void {
    const hold = this.holds.get(id);
    assert.ok(hold, `${id} is settled before it is held`);
    assert.ok(!this.settled.has(id), `${id} is settled twice`);
    this.settled.add(id);
    let toCapture = this.asked.captures.get(id) ?? Number.NaN;
    const expected: [string, EntryKind, number][] = [];
    for (const [grantId, part] of hold.parts) {
      const captured = Math.min(part, toCapture);
      toCapture -= captured;
      if (captured > 0) expected.push([grantId, "capture", captured]);
      if (part > captured) expected.push([grantId, "release", part - captured]);
    }
    assert.deepEqual(
      entries.map((entry) => [entry.grant_id, entry.kind, -entry.held_delta]),
      expected,
      `settlement of ${id}`,
    );
    for (const entry of entries) {
      this.move(entry, entry.kind === "release" ? -entry.held_delta : 0, entry.held_delta);
      const grant = this.grantOf(entry.grant_id);
      if (entry.kind !== "release") continue;
      this.addToMonth(hold.key, hold.month, entry.held_delta);
      if (grant.endsAt > entry.at) continue;
      assert.equal(grant.left, -entry.held_delta, `${id} brings back what had ended besides`);
      grant.endsAt = entry.at + GRACE_MS;
    }
  }

  expire(entry: Entry): void {
    const { left, endsAt } = this.grantOf(entry.grant_id);
    assert.ok(left > 0 && endsAt <= entry.at, `${entry.grant_id} expires before its end`);
    this.move(entry, -left, 0);
  }

  adjust(entry: Entry): void {
    const { left } = this.grantOf(entry.grant_id);
    const asked = this.asked.adjustments.get(entry.grant_id) ?? [];
    const which = asked.findIndex(
      ({ delta, moved }) => moved === entry.delta && moved === Math.max(delta, -left),
    );
    assert.ok(which >= 0 && entry.delta !== 0, `adjust ${entry.seq} was asked for`);
    asked.splice(which, 1);
    this.move(entry, entry.delta, 0);
  }

  moment(seq: number): Moment {
    const grants = [...this.grants.values()].map((grant) => ({ ...grant }));
    const months = new Map(this.months);
    return {
      seq,
      spendable: (at) => inOrderOfUse(grants, at).reduce((sum, { left }) => sum + left, 0),
      usedOf: (key, month) => months.get(`${key} ${month}`) ?? 0,
    };
  }
}

/** Where the tables must be when all entries are replayed. */
async function compareTables(
  db: pg.Pool,
  of: { workspaceId: string; mode: Mode },
  account: Account,
): Promise<void> {
  const values = [of.workspaceId, of.mode];
  const grants = await db.query(
    `select id, remaining, held, coalesce(extract(epoch from expires_at) * 1000, 'Infinity')::float8 as ends_at
     from credit_grants where workspace_id = $1 and mode = $2 order by id`,
    values,
  );
  assert.deepEqual(
    grants.rows.map((row) => [row.id, row.remaining, row.held, row.ends_at]),
    [...account.grants.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, left, held, endsAt }) => [id, left, held, endsAt]),
    "grants",
  );
  const accounts = await db.query(
    "select balance, held from credit_accounts where workspace_id = $1 and mode = $2",
    values,
  );
  const [{ balance, held } = { balance: 0, held: 0 }] = accounts.rows;
  assert.deepEqual([balance, held], [account.balance, account.held], "account");
  const months = await db.query(
    `select key_id || ' ' || to_char(month, 'YYYY-MM') as name, credits from credit_key_months
     join api_keys on api_keys.id = key_id where workspace_id = $1 and mode = $2`,
    values,
  );
  const used = new Map(months.rows.map(({ name, credits }) => [name, credits]));
  for (const name of new Set([...used.keys(), ...account.months.keys()])) {
    assert.equal(used.get(name) ?? 0, account.months.get(name) ?? 0, `month ${name}`);
  }
  const open = await db.query(
    "select generation_id from credit_holds where workspace_id = $1 and mode = $2 and settled_at is null and amount > 0",
    values,
  );
  assert.deepEqual(
    new Set(open.rows.map((row) => row.generation_id)),
    new Set([...account.holds.keys()].filter((id) => !account.settled.has(id))),
    "open holds",
  );
}

/** Replays an account and compares the tables with where that leads; gives all its moments. */
export async function replayLedger(
  db: pg.Pool,
  of: { workspaceId: string; mode: Mode },
  asked: Asked,
): Promise<Moment[]> {
  const { rows } = await db.query<Entry>(
    `select seq::int, kind, grant_id, generation_id, delta, held_delta, balance_after, held_after,
       (extract(epoch from created_at) * 1000)::float8 as at
     from credit_entries where workspace_id = $1 and mode = $2 order by seq`,
    [of.workspaceId, of.mode],
  );
  const account = new Account(asked);
  const moments = [account.moment(0)];
  for (const group of groupEntries(rows)) {
    const [first] = group;
    if (!first) continue;
    const id = first.generation_id;
    if (first.kind === "grant") account.grant(first);
    else if (first.kind === "expire") account.expire(first);
    else if (first.kind === "adjust") account.adjust(first);
    else if (id !== null && first.kind === "hold") account.hold(id, group);
    else if (id !== null) account.settle(id, group);
    moments.push(account.moment(group.at(-1)?.seq ?? 0));
  }
  await compareTables(db, of, account);
  return moments;
}
