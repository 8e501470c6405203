import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { SUB_CODE_NAMES, type SubCode } from "#lib/contract/codes.ts";
import { MEDIA } from "#lib/contract/media.ts";
import { mapFailure } from "../../failures/map-failure.ts";
import { chooseAnswer, possibleAnswers } from "./choose-answer.ts";
import type { Phase, VendorSubCode } from "./vendors/vendor-answer.ts";

const isVendorSubCode = (name: SubCode): name is VendorSubCode => name !== "INSUFFICIENT_CREDITS";
const PHASES: readonly Phase[] = ["submit", "poll"];

const cases = MEDIA.flatMap((media) =>
  SUB_CODE_NAMES.filter(isVendorSubCode).flatMap((subCode) =>
    // A job that is not found while it is polled is lost: that is no unsupported model.
    PHASES.filter((phase) => subCode !== "UNSUPPORTED_MODEL" || phase === "submit").map(
      (phase) => ({ media, subCode, phase }),
    ),
  ),
);

describe("what vendors are said to send", () => {
  for (const { media, subCode, phase } of cases) {
    it(`means ${subCode} to the mapper, for ${media} at ${phase}`, () => {
      const answers = possibleAnswers(media, phase, subCode);
      assert.ok(answers.length > 0, "nobody says it");
      for (const answer of answers) {
        assert.equal(mapFailure(answer).subCode, subCode, JSON.stringify(answer));
      }
    });
  }

  it("says when to come back, in each vendor's own way, whenever it is a rate limit", () => {
    for (const media of MEDIA) {
      for (const phase of PHASES) {
        for (const answer of possibleAnswers(media, phase, "RATE_LIMITED")) {
          const { retryAfterMs = 0 } = mapFailure(answer);
          assert.ok(retryAfterMs >= 2_000 && retryAfterMs <= 20_000, JSON.stringify(answer));
        }
      }
    }
  });

  it("is full of what must never reach a person, and of which the mapper lets nothing through", () => {
    const forbidden =
      /\bfal\b|replicate|openai|google|gemini|eleven|\bveo\b|r8_|sk[-_]|AIza|borg|H100|https:|@/i;
    for (const { media, subCode, phase } of cases) {
      for (const answer of possibleAnswers(media, phase, subCode)) {
        const { headers, body, error } = answer;
        const { raw: _, ...told } = mapFailure(answer);
        assert.doesNotMatch(JSON.stringify(told), forbidden);
        const cause = error instanceof Error ? inspect(error.cause) : "";
        assert.match(`${JSON.stringify(headers)} ${body} ${cause}`, forbidden);
      }
    }
  });
});

describe("the answer for a generation", () => {
  const film = { id: "kling-ai/v3/video", media: "video" } as const;
  const ask = (seed: string, model: Parameters<typeof chooseAnswer>[0] = film) =>
    chooseAnswer(model, { phase: "poll", subCode: "PROVIDER_UNAVAILABLE", seed });

  it("is the same each time", () => {
    for (const seed of ["gen_1", "gen_2", "gen_3"]) assert.deepEqual(ask(seed), ask(seed));
  });

  it("is each of them for some generation", () => {
    for (const { media, subCode, phase } of cases) {
      const model = { id: "nobody/knows", media };
      const seen = new Set(
        Array.from({ length: 500 }, (_, n) =>
          JSON.stringify(chooseAnswer(model, { phase, subCode, seed: `gen_${n}` })),
        ),
      );
      const all = new Set(
        possibleAnswers(media, phase, subCode).map((each) => JSON.stringify(each)),
      );
      assert.deepEqual(seen, all);
    }
  });

  it("is the vendor's own for a model of a vendor", () => {
    for (let n = 0; n < 50; n++) {
      const { vendor } = ask(`gen_${n}`, { id: "google/veo-3.1", media: "video" });
      assert.equal(vendor, "google");
    }
  });
});
