import { createParser, parseAsStringLiteral } from "nuqs/server";
import { ENTRY_KINDS } from "#lib/contract/credit-kinds.ts";
import type { CreditEntry } from "#lib/contract/credits.ts";
import type { EntriesQuery } from "#lib/contract/endpoints.ts";

type EntryKind = CreditEntry["kind"];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day such as `2026-11-24` that exists; null for all else. */
export function readDay(text: string): string | null {
  if (!DAY.test(text) || text < "2000-01-01") return null;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}

const parseAsDay = createParser({ parse: readDay, serialize: (day: string) => day });

const idParser = (prefix: string) =>
  createParser({
    parse: (text) => (new RegExp(`^${prefix}_\\w{1,60}$`).test(text) ? text : null),
    serialize: (id: string) => id,
  });

/** Filters of the ledger, as they stand in the address of the page. Days are whole days of UTC. */
export const ledgerParsers = {
  kind: parseAsStringLiteral(ENTRY_KINDS),
  from: parseAsDay,
  to: parseAsDay,
  generation: idParser("gen"),
  grant: idParser("grt"),
};

export type LedgerFilters = {
  kind: EntryKind | null;
  from: string | null;
  to: string | null;
  generation: string | null;
  grant: string | null;
};

export const NO_FILTERS: LedgerFilters = {
  kind: null,
  from: null,
  to: null,
  generation: null,
  grant: null,
};

export function isFiltered(filters: LedgerFilters): boolean {
  return Object.values(filters).some((value) => value !== null);
}

export type EntriesFilter = Pick<EntriesQuery, keyof LedgerFilters>;

/** The same filters as the API takes them: a day is all of it, so `to` is its last millisecond. */
export function toQuery({ kind, from, to, generation, grant }: LedgerFilters): EntriesFilter {
  return {
    ...(kind && { kind }),
    ...(generation && { generation }),
    ...(grant && { grant }),
    ...(from && { from: `${from}T00:00:00.000Z` }),
    ...(to && { to: `${to}T23:59:59.999Z` }),
  };
}

/** What an id that was typed or pasted filters by; null when it is neither. */
export function filterOfId(text: string): Partial<LedgerFilters> | null {
  const id = text.trim();
  const generation = ledgerParsers.generation.parse(id);
  if (generation) return { generation, grant: null };
  const grant = ledgerParsers.grant.parse(id);
  return grant ? { grant, generation: null } : null;
}
