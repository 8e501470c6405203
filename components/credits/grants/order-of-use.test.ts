import assert from "node:assert/strict";
import { test } from "node:test";
import { grantShares } from "./grant-shares.ts";
import { inOrderOfUse, turnOf } from "./order-of-use.ts";

const grants = ["d", "c", "b", "a"].map((id) => ({ id }));

test("puts what can be spent first, by its turn, and leaves the rest newest first", () => {
  const sorted = inOrderOfUse(grants, ["a", "c"]);
  assert.deepEqual(
    sorted.map(({ id }) => id),
    ["a", "c", "d", "b"],
  );
  assert.deepEqual(inOrderOfUse(grants, []), grants);
  assert.equal(turnOf({ id: "c" }, ["a", "c"]), 2);
  assert.equal(turnOf({ id: "d" }, ["a", "c"]), null);
});

test("the shares of a grant are of all that it ever had, so they never pass 1", () => {
  assert.deepEqual(grantShares({ amount: 100, remaining: 50, held: 25 }), {
    remaining: 0.5,
    held: 0.25,
    gone: 0.25,
  });
  assert.deepEqual(grantShares({ amount: 100, remaining: 200, held: 0 }), {
    remaining: 1,
    held: 0,
    gone: 0,
  });
});
