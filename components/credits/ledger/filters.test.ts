import assert from "node:assert/strict";
import { test } from "node:test";
import { createLoader, createSerializer } from "nuqs/server";
import {
  filterOfId,
  isFiltered,
  type LedgerFilters,
  ledgerParsers,
  NO_FILTERS,
  readDay,
  toQuery,
} from "./filters.ts";

const load = createLoader(ledgerParsers);
const write = createSerializer(ledgerParsers);

test("filters come back from the address as they went into it", () => {
  const filters: LedgerFilters = {
    kind: "capture",
    from: "2026-11-01",
    to: "2026-11-24",
    generation: "gen_01jd0000000000000000000009fe",
    grant: "grt_01jd0000000000000000000009fe",
  };
  const address = write(filters);
  assert.equal(
    address,
    "?kind=capture&from=2026-11-01&to=2026-11-24&generation=gen_01jd0000000000000000000009fe&grant=grt_01jd0000000000000000000009fe",
  );
  assert.deepEqual(load(address), filters);
  assert.equal(write(NO_FILTERS), "");
});

test("what no filter could be is left out of the address", () => {
  const address = "?kind=theft&from=2026-02-30&to=yesterday&generation=grt_1&grant=' or 1=1";
  assert.deepEqual(load(address), NO_FILTERS);
});

test("a day is one that exists", () => {
  assert.equal(readDay("2028-02-29"), "2028-02-29");
  for (const text of ["2026-02-29", "0202-01-01", "2026-1-1", "", "2026-13-01"]) {
    assert.equal(readDay(text), null, text);
  }
});

test("the API is asked for whole days, and for nothing that is not set", () => {
  assert.deepEqual(toQuery({ ...NO_FILTERS, from: "2026-11-24", to: "2026-11-24" }), {
    from: "2026-11-24T00:00:00.000Z",
    to: "2026-11-24T23:59:59.999Z",
  });
  assert.deepEqual(toQuery(NO_FILTERS), {});
  assert.equal(isFiltered(NO_FILTERS), false);
  assert.equal(isFiltered({ ...NO_FILTERS, grant: "grt_1" }), true);
});

test("an id tells what it is the id of, and takes the place of the other", () => {
  assert.deepEqual(filterOfId("  gen_01jd\n"), { generation: "gen_01jd", grant: null });
  assert.deepEqual(filterOfId("grt_01jd"), { grant: "grt_01jd", generation: null });
  assert.equal(filterOfId("cre_12"), null);
});
