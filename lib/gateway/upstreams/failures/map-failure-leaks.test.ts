import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { SUB_CODE_NAMES } from "#lib/contract/codes.ts";
import { mapFailure } from "./map-failure.ts";
import { type RawFailure, VENDORS, type Vendor } from "./raw-failure.ts";
import { rawForLog } from "./raw-for-log.ts";
import { readFixtures } from "./testing/read-fixtures.ts";
import { leakyText, tells } from "./testing/secrets.ts";

type Leaky = { kind: string; text: string; message: string };

const RETRY_MAX_MS = 3_600_000;
const PHASES = ["submit", "submit", "poll", "poll", "download"] as const;

/** Bodies of every vendor, and some that none has ever sent. */
function shapesOf(vendor: Vendor): unknown[] {
  const sent = vendor === "generic" ? [] : readFixtures(vendor).failures;
  const bodies = sent.map(({ raw }) => raw.body ?? "").filter((body) => body.startsWith("{"));
  const made = [{ error: "x" }, { message: "x", errors: ["x"] }, ["x"], "x"];
  return [...bodies.map((body) => JSON.parse(body)), ...made];
}
const SHAPES = new Map(VENDORS.map((vendor) => [vendor, shapesOf(vendor)]));

/** The same JSON with leaky texts in place of its sentences, and now and then of codes and keys. */
function plant(value: unknown, next: () => string | null): unknown {
  if (typeof value === "string")
    return value.includes(" ") || next() !== null ? (next() ?? value) : value;
  if (Array.isArray(value)) return value.map((item) => plant(item, next));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, plant(item, next)]);
  const key = next();
  return Object.fromEntries(key === null ? entries : [...entries, [key, "x"]]);
}

const rawFailure: fc.Arbitrary<{ raw: RawFailure; leaks: Leaky[] }> = fc
  .record({
    vendor: fc.constantFrom(...VENDORS),
    phase: fc.constantFrom(...PHASES),
    status: fc.oneof(
      fc.constantFrom(400, 422),
      fc.constantFrom(null, 200, 400, 400, 400, 401, 402, 403, 404, 408, 422, 422, 429, 500, 503),
      fc.integer({ min: 100, max: 599 }),
    ),
    shape: fc.nat(),
    leaks: fc.array(leakyText, { minLength: 8, maxLength: 8 }),
    picks: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    form: fc.constantFrom("json", "json", "json", "text", "anything"),
    anything: fc.json(),
  })
  .map(({ vendor, phase, status, shape, leaks, picks, form, anything }) => {
    let texts = 0;
    let turns = 0;
    const text = () => leaks[texts++ % leaks.length]?.message ?? "";
    const next = () => (picks[turns++ % picks.length] ? text() : null);
    const shapes = SHAPES.get(vendor) ?? [];
    const json = JSON.stringify(plant(shapes[shape % shapes.length], next));
    const body = form === "json" ? json : form === "text" ? text() : anything;
    const error = new Error(text(), { cause: Object.assign(new Error(text()), { code: text() }) });
    const headers = { "x-fal-error-type": text(), "retry-after": text(), server: text() };
    const raw = { vendor, phase, status, headers, body, error };
    return { raw, leaks };
  });

describe("a failure of any vendor, with secrets in any place of it", () => {
  it("maps to one of our sub-codes but INSUFFICIENT_CREDITS, and tells none of them", () => {
    let shownCount = 0;
    fc.assert(
      fc.property(rawFailure, ({ raw, leaks }) => {
        const { subCode, message, issues, suggestions, retryAfterMs } = mapFailure(raw);
        assert.ok(SUB_CODE_NAMES.includes(subCode) && subCode !== "INSUFFICIENT_CREDITS");
        assert.ok(
          retryAfterMs === undefined || (retryAfterMs >= 0 && retryAfterMs <= RETRY_MAX_MS),
        );
        if (message === undefined && issues === undefined && suggestions === undefined) return;
        shownCount += 1;
        const shown = JSON.stringify([message, issues, suggestions]);
        for (const leak of leaks) assert.ok(!tells(shown, leak), `${shown} tells ${leak.text}`);
      }),
      { numRuns: 5_000 },
    );

    assert.ok(shownCount > 300, "hardly anything was shown, so nothing is proved");
  });

  it("never throws, whatever it is made of, and can always be logged", () => {
    const anything = fc.record({
      vendor: fc.constantFrom(...VENDORS),
      phase: fc.constantFrom(...PHASES),
      status: fc.option(fc.integer()),
      headers: fc.dictionary(fc.string(), fc.string()),
      body: fc.oneof(fc.json(), fc.string({ unit: "binary" })),
      error: fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
    });
    fc.assert(
      fc.property(anything, (raw) => {
        assert.ok(SUB_CODE_NAMES.includes(mapFailure(raw).subCode));
        assert.ok((rawForLog(raw)?.length ?? 0) <= 4096);
      }),
      { numRuns: 5_000 },
    );
  });
});
