import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import type { Gateway } from "../context.ts";
import { createLog } from "../log.ts";
import { defineJob } from "./define.ts";
import { RUN_GENERATION } from "./names.ts";
import { JOBS } from "./registry.ts";

const gateway = { log: createLog("silent") } as Gateway;
const never = new AbortController().signal;

describe("a job", () => {
  const seen: unknown[] = [];
  const job = defineJob({
    name: "count",
    payload: z.object({ n: z.number() }),
    async run(_gateway, payload) {
      if (payload.n < 0) throw new Error("later");
      seen.push(payload);
    },
  });

  it("gets its payload parsed", async () => {
    await job.run(gateway, { n: 1, more: true }, never);
    assert.deepEqual(seen, [{ n: 1 }]);
  });

  it("ends with a payload that no retry can heal", async () => {
    for (const payload of [null, {}, { n: "1" }, []]) await job.run(gateway, payload, never);
    assert.equal(seen.length, 1);
  });

  it("throws what is transient, so that the queue tries again", async () => {
    await assert.rejects(job.run(gateway, { n: -1 }, never), /later/);
  });
});

describe("the registry", () => {
  it("has each job once, under the name that stored rows have", () => {
    const names = JOBS.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.includes(RUN_GENERATION));
    assert.equal(RUN_GENERATION, "run_generation");
  });
});
