import assert from "node:assert/strict";
import { it } from "node:test";
import type { Credits } from "#lib/contract/credits.ts";
import { openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway, TEST_CREDITS } from "../testing/gateway.ts";

const opened = await openTestGateway({
  hasWorker: false,
  limits: { requestsPerMinute: 100_000 },
});

it("the parts of a balance add up to it at every moment, while others accept and cancel", async () => {
  const caller = await openCaller(opened, { workspace: "busy" });
  const read = async (): Promise<Credits> => (await caller.request("/api/v1/credits")).json();
  let isOver = false;
  const spend = async () => {
    while (!isOver) {
      const path = "/api/v1/generation/bytedance/seedream-4.5";
      const { id } = await (await caller.request(path, postJson({ prompt: "a" }))).json();
      await caller.request(`/api/v1/generation/${id}/cancel`, { method: "POST" });
    }
  };
  const spenders = Array.from({ length: 4 }, spend);
  const seen = new Set<number>();
  try {
    for (let n = 0; n < 150; n++) {
      const { total, held, subscription, permanent, grants } = await read();
      seen.add(held);
      assert.equal(total + held, TEST_CREDITS);
      assert.equal(subscription + permanent, total);
      assert.equal(
        grants.reduce((sum, { remaining }) => sum + remaining, 0),
        total,
      );
    }
  } finally {
    isOver = true;
    await Promise.all(spenders);
  }
  assert.ok(seen.size > 1, "nothing moved meanwhile");
});
