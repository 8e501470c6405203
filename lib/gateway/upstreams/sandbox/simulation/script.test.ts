import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findModel } from "#lib/contract/models/catalogue.ts";
import { UpstreamError, type UpstreamJob, type UpstreamState } from "../../adapter.ts";
import { screenJob } from "./screen.ts";
import { readScript, refuseAtSubmit, type Script } from "./script.ts";

const QUEUED: UpstreamState = { state: "pending", progress: 0, queuePosition: 3 };
const HALF: UpstreamState = { state: "pending", progress: 0.5, queuePosition: null };
const DONE: UpstreamState = { state: "completed", outputs: [] };
const BROKEN: UpstreamState = { state: "failed", failure: { subCode: "FAILED" } };

function jobOf(marker: string, modelId = "kling-ai/v3/video"): UpstreamJob {
  const model = findModel(modelId);
  assert.ok(model);
  return { generationId: "gen_1", model, input: { prompt: `a cat ${marker}` } };
}

function scriptOf(marker: string): Script {
  const { script } = readScript(jobOf(marker));
  assert.ok(script);
  return script;
}

/** What is told as [ms, progress or sub-code], looked at when due, while the truth stays as it is. */
function tellings(script: Script, truth: UpstreamState = QUEUED): [number, number | string][] {
  const told: [number, number | string][] = [];
  for (let nowMs = 0; ; ) {
    const state = script.play(truth, nowMs);
    if (state.state === "pending") told.push([nowMs, Math.round((state.progress ?? 0) * 100)]);
    else told.push([nowMs, state.state === "failed" ? state.failure.subCode : "completed"]);
    const dueInMs = script.dueInMs(nowMs);
    if (dueInMs === null) return told;
    nowMs += dueInMs;
  }
}

describe("a job without a marker", () => {
  it("has no script, and is rendered as it is", () => {
    const plain = jobOf("in rain");
    assert.deepEqual(readScript(plain), { job: plain, script: null });
  });

  it("nor has one that only drops its stream, but its marker is not rendered", () => {
    const { job, script } = readScript(jobOf("[[simulate drop]]"));
    assert.deepEqual([job.input, script], [{ prompt: "a cat" }, null]);
  });
});

describe("the script of a job that is to fail", () => {
  for (const subCode of ["FAILED", "TIMEOUT"] as const) {
    it(`works a moment and then ends in ${subCode}`, () => {
      const script = scriptOf(`[[simulate ${subCode}]]`);
      assert.equal(script.isDoomed, true);
      assert.deepEqual(tellings(script), [
        [0, 0],
        [250, subCode],
      ]);
    });
  }

  for (const subCode of ["CONTENT_REJECTED", "RATE_LIMITED", "PROVIDER_UNAVAILABLE"] as const) {
    it(`ends in ${subCode} when it is told how far to get, behind steps that can be seen`, () => {
      assert.deepEqual(tellings(scriptOf(`[[simulate ${subCode} at 60%]]`)), [
        [0, 0],
        [250, 20],
        [500, 40],
        [750, 60],
        [1_000, subCode],
      ]);
    });
  }

  it("fails when it is told to, and seems to get on until then", () => {
    const told = tellings(scriptOf("[[simulate FAILED after 3s]]"));
    assert.deepEqual(told.at(-1), [3_000, "FAILED"]);
    assert.deepEqual(told.at(-2)?.[1], 90);
  });

  it("spreads its share over its time when it is told both", () => {
    const told = tellings(scriptOf("[[simulate TIMEOUT at 40% after 5s]]"));
    assert.deepEqual(told.at(-1), [5_000, "TIMEOUT"]);
    assert.equal(told.at(-2)?.[1], 40);
    assert.equal(told.filter(([, progress]) => Number(progress) <= 40).length, told.length - 1);
  });

  it("fails at its share of the slow time, or at the end of that", () => {
    const slow = "[[simulate slow 10s]]";
    assert.deepEqual(tellings(scriptOf(`${slow} [[simulate FAILED at 60%]]`)).at(-1)?.[0], 6_000);
    assert.deepEqual(tellings(scriptOf(`${slow} [[simulate FAILED]]`)).at(-1)?.[0], 10_000);
    assert.deepEqual(tellings(scriptOf(`${slow} [[simulate FAILED after 1s]]`)).at(-1)?.[0], 1_000);
  });

  it("never seems to be done", () => {
    const told = tellings(scriptOf("[[simulate FAILED at 100%]]"));
    assert.equal(told.at(-2)?.[1], 99);
  });

  it("fails for the same reason each time it is asked, and counts anew when taken over", () => {
    const marker = "[[simulate PROVIDER_UNAVAILABLE after 1s]]";
    const script = scriptOf(marker);
    script.play(QUEUED, 0);
    const [first, again] = [script, script].map((each) => {
      let state = each.play(QUEUED, 60_000);
      while (state.state === "pending") state = each.play(QUEUED, 120_000);
      return state;
    });
    assert.deepEqual(first, again);
    assert.equal(scriptOf(marker).play(QUEUED, 60_000).state, "pending");
  });
});

describe("the script of a job that is to be slow", () => {
  it("completes, but not before its time, and gets on until then", () => {
    const script = scriptOf("[[simulate slow 10s]]");
    assert.equal(script.isDoomed, false);
    const told = tellings(script, DONE);
    assert.deepEqual(told.at(-1), [10_000, "completed"]);
    assert.equal(told.at(-2)?.[1], 99);
    assert.ok(told.length > 20);
  });

  it("waits for true work that takes longer, nearly done and never going back", () => {
    const script = scriptOf("[[simulate slow 2s]]");
    assert.deepEqual(tellings(script, HALF).at(-1), [2_000, 99]);
    assert.deepEqual(script.play(HALF, 9_000), { ...HALF, progress: 0.99 });
    assert.equal(script.play(DONE, 9_001), DONE);
  });

  it("counts from when the work leaves the queue", () => {
    const script = scriptOf("[[simulate slow 2s]]");
    assert.deepEqual(script.play(QUEUED, 0), QUEUED);
    assert.equal(script.dueInMs(0), null);
    assert.equal(script.play(DONE, 5_000).state, "pending");
    assert.equal(script.play(DONE, 6_999).state, "pending");
  });

  it("fails at once when the true work does", () => {
    assert.equal(scriptOf("[[simulate slow 2s]]").play(BROKEN, 0), BROKEN);
  });
});

describe("the submit of a job", () => {
  for (const subCode of ["RATE_LIMITED", "PROVIDER_UNAVAILABLE"] as const) {
    it(`is refused with ${subCode} unless the marker says when`, () => {
      assert.throws(
        () => refuseAtSubmit(jobOf(`[[simulate ${subCode}]]`)),
        (error) => error instanceof UpstreamError && error.failure.subCode === subCode,
      );
      for (const timing of ["after 1s", "at 5%", "slow 1s"]) {
        refuseAtSubmit(jobOf(`[[simulate ${subCode} ${timing}]]`));
      }
    });
  }

  for (const marker of ["", "[[simulate FAILED]]", "[[simulate TIMEOUT]]", "[[simulate drop]]"]) {
    it(`is taken with "${marker}"`, () => refuseAtSubmit(jobOf(marker)));
  }
});

describe("the screening of a job", () => {
  it("refuses what is told before acceptance, as a vendor does", () => {
    for (const subCode of ["UNSUPPORTED_MODEL", "INVALID_INPUT", "CONTENT_REJECTED"] as const) {
      const failure = screenJob(jobOf(`[[simulate ${subCode}]]`));
      assert.equal(failure?.subCode, subCode);
      assert.ok(failure.raw, "what the vendor said is there for the log");
    }
  });

  it("names the field, and other models", () => {
    const invalid = screenJob(jobOf("[[simulate INVALID_INPUT]]"));
    assert.deepEqual(invalid?.issues?.[0]?.path, ["prompt"]);
    assert.match(invalid?.issues?.[0]?.message ?? "", /INVALID_INPUT is simulated/);
    const unsupported = screenJob(jobOf("[[simulate UNSUPPORTED_MODEL]]"));
    assert.equal(unsupported?.suggestions?.length, 3);
    assert.ok(!unsupported?.suggestions?.includes("kling-ai/v3/video"));
  });

  it("refuses a marker that is not right", () => {
    const failure = screenJob(jobOf("[[simulate EVERYTHING]]"));
    assert.equal(failure?.subCode, "INVALID_INPUT");
    assert.match(
      failure.issues?.[0]?.message ?? "",
      /EVERYTHING, which is not known; known are FAI/,
    );
    assert.match(failure.message ?? "", /^prompt asks to simulate EVERYTHING/);
  });

  for (const marker of [
    "",
    "[[simulate INSUFFICIENT_CREDITS]]",
    "[[simulate CONTENT_REJECTED at 5%]]",
    "[[simulate FAILED]]",
    "[[simulate RATE_LIMITED]]",
    "[[simulate slow 1s]]",
  ]) {
    it(`lets "${marker}" through`, () => assert.equal(screenJob(jobOf(marker)), null));
  }
});
