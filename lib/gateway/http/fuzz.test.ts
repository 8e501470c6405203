import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { endpoints, listQuery } from "#lib/contract/endpoints.ts";
import { errorBody } from "#lib/contract/errors.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { createScriptedUpstream } from "../testing/scripted-upstream.ts";

const SEED = 20_261_124;
const BODIES = 1_000;
const AT_ONCE = 25;
const PATIENCE_MS = 10_000;
const LEAKS =
  /node_modules|\.ts\b|\bat \S+ \(|\b(?:select|insert into|update|delete from) |postgres|relation|column "|ECONN|stack/i;

const upstream = createScriptedUpstream();
// Whatever is accepted ends at once, in a code that is no failure of anybody's server.
upstream.say({ state: "failed", failure: { subCode: "CONTENT_REJECTED" } });
const opened = await openTestGateway({
  upstreams: [upstream],
  limits: { requestsPerMinute: 1_000_000, unfinishedGenerations: 1_000_000 },
});

const fieldNames = [...new Set(MODELS.flatMap(({ fields }) => fields.map(({ name }) => name)))];
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", " ", "a\0", "\ud83d", "[[simulate", "5", "16:9", "http://", "data:,", "🎬"),
);
const scalar = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const value = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 5 }) },
);
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...fieldNames) },
  { weight: 1, arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "", "a\0") },
  { weight: 1, arbitrary: fc.string() },
);
/** Bodies near what models take: mostly known fields, a text in most of them. */
const input = fc
  .tuple(
    fc.dictionary(name, value, { maxKeys: 6 }),
    fc.option(fc.record({ prompt: text, text }), { nil: {} }),
  )
  .map(([fields, texts]) => ({ ...texts, ...fields }));
const words = fc.string({ minLength: 1, unit: "grapheme" }).map((each) => `x${each}`);
const fits = fc.oneof(fc.record({ prompt: words }), fc.record({ text: words }));
const anyJson = fc.jsonValue({ maxDepth: 8 });
const body = fc.oneof(
  { weight: 6, arbitrary: input },
  { weight: 1, arbitrary: fits },
  { weight: 1, arbitrary: anyJson },
);
const speech = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        modelId: fc.oneof(fc.constantFrom(...MODELS.map(({ id }) => id)), value),
        provider: value,
        model: value,
        endpoint: value,
        input: fc.oneof({ weight: 4, arbitrary: input }, { weight: 1, arbitrary: value }),
      },
      { requiredKeys: [] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      modelId: fc.constantFrom(
        ...MODELS.filter(({ media }) => media === "tts").map(({ id }) => id),
      ),
      input: fc.record({ text: words }),
    }),
  },
  { weight: 1, arbitrary: anyJson },
);
const query = fc.dictionary(
  fc.oneof(fc.constantFrom(...Object.keys(listQuery.shape), "limit", "cursor"), fc.string()),
  fc.oneof(
    text,
    fc.integer().map(String),
    fc.constantFrom("COMPLETED", "image", "2026-11-24T00:00:00Z", "-000001-01-01T00:00:00Z"),
    fc
      .string({ unit: "binary", maxLength: 300 })
      .map((each) => Buffer.from(each).toString("base64url")),
  ),
  { maxKeys: 4 },
);

function sample<T>(arbitrary: fc.Arbitrary<T>): T[] {
  return fc.sample(arbitrary, { seed: SEED, numRuns: BODIES });
}

/** JSON as it would be sent: what JavaScript alone knows (NaN, -0) is not in it. */
const post = (json: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(json),
});

async function answerOf(path: string, init: RequestInit): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), PATIENCE_MS);
  });
  return Promise.race([opened.request(path, init), late]).finally(() => clearTimeout(timer));
}

/** Gives the status of an answer, which must be a success or the error of the contract. */
async function check(path: string, init: RequestInit): Promise<number> {
  const response = await answerOf(path, init);
  const what = `${path} ${init.body ?? ""}`;
  if (response.ok) {
    await response.body?.cancel();
    return response.status;
  }
  const answer = await response.text();
  assert.ok(response.status < 500, `${what}\n${answer}`);
  const { message, issues, ...rest } = errorBody.strict().parse(JSON.parse(answer));
  // The message and the issues may name what was sent, and nothing else may say anything of it.
  assert.doesNotMatch(JSON.stringify(rest), LEAKS, what);
  assert.ok(message.endsWith(".") && message.length <= 500, what);
  assert.ok((issues?.length ?? 0) <= 20, what);
  return response.status;
}

/** How often each status was the answer. */
async function fuzz(calls: readonly [string, RequestInit][]): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (let from = 0; from < calls.length; from += AT_ONCE) {
    const statuses = await Promise.all(
      calls.slice(from, from + AT_ONCE).map(([path, init]) => check(path, init)),
    );
    for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

describe(`${BODIES} bodies (seed ${SEED}) never bring about a failure of ours, nor silence`, () => {
  const open = MODELS.find((model) => model.open)?.id ?? "";
  const models = ["bytedance/seedream-4.5", "kling-ai/v3/video", open];
  const ways = { generation: 202, "generation/sse": 200 };
  for (const [way, accepted] of Object.entries(ways)) {
    for (const model of models) {
      it(`at ${way} of ${model}`, async () => {
        const path = `/api/v1/${way}/${model}`;
        const counts = await fuzz(sample(body).map((each) => [path, post(each)]));
        assert.ok(counts.get(accepted) && counts.get(400), "some are accepted and some refused");
      });
    }
  }

  for (const model of models) {
    it(`at quote of ${model}`, async () => {
      await fuzz(sample(body).map((each) => [`/api/v1/quote/${model}`, post(each)]));
    });
  }

  it("at speech", async () => {
    const counts = await fuzz(
      sample(speech).map((each) => [endpoints.createSpeech.path, post(each)]),
    );
    assert.ok(counts.get(422), "some were accepted, and then rejected by the upstream");
  });

  it("with an Idempotency-Key, of which few are shared by many", async () => {
    const keyed = fc.tuple(body, fc.constantFrom("a", "b", "c", "\u00e9", "x".repeat(256)));
    const counts = await fuzz(
      sample(keyed).map(([each, key]) => {
        const init = post(each);
        return [
          `/api/v1/generation/${open}`,
          { ...init, headers: { ...init.headers, "idempotency-key": key } },
        ];
      }),
    );
    assert.ok(counts.get(202) && counts.get(409) && counts.get(400));
  });

  it("that are no JSON", async () => {
    const broken = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json().map((each) => each.slice(1)),
    );
    const path = `/api/v1/generation/${open}`;
    const counts = await fuzz(sample(broken).map((each) => [path, { ...post(null), body: each }]));
    assert.ok((counts.get(400) ?? 0) > BODIES / 2);
  });
});

describe(`${BODIES} queries (seed ${SEED}) never bring about a failure of ours, nor silence`, () => {
  it("at the list", async () => {
    const counts = await fuzz(
      sample(query).map((each) => {
        const pairs = Object.entries(each).map((pair) => pair.map(encodeWhole).join("="));
        return [`${endpoints.listGenerations.path}?${pairs.join("&")}`, {}];
      }),
    );
    assert.deepEqual([...counts.keys()].sort(), [200, 422]);
  });
});

/** Percent-encodes any text: half a surrogate pair as well, as bytes that are no UTF-8. */
function encodeWhole(each: string): string {
  return each.isWellFormed() ? encodeURIComponent(each) : "%ED%A0%BD";
}
