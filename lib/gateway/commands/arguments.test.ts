import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readCreditsArguments } from "./credits-arguments.ts";
import { readKeyArguments } from "./key-arguments.ts";
import { readLoginArguments } from "./login-arguments.ts";
import { readWorkspaceArguments } from "./workspace-arguments.ts";

const READERS = {
  credits: readCreditsArguments,
  key: readKeyArguments,
  login: readLoginArguments,
  workspace: readWorkspaceArguments,
};

/** Reads a line as a shell would; `_` is a space within a word. */
function read(line: string): unknown {
  const [name = "", ...args] = line.split(" ").map((word) => word.replaceAll("_", " "));
  return READERS[name as keyof typeof READERS](args);
}

const grant = {
  verb: "grant",
  workspace: "Studio A",
  mode: "test",
  kind: "promotional",
  amount: 9,
  lifetime: "usual",
};
const GRANT = "credits grant --workspace Studio_A --amount";
const DAY_MS = 86_400_000;
const key = { name: "key", mode: "test", workspace: "default", monthlyLimit: null };

describe("what a command is asked for", () => {
  const understood: [string, unknown][] = [
    [`${GRANT} 9`, grant],
    [`${GRANT} 9 --expires 30d`, { ...grant, lifetime: { ms: 30 * DAY_MS } }],
    [`${GRANT} 9 --expires 12h`, { ...grant, lifetime: { ms: DAY_MS / 2 } }],
    [`${GRANT} 9 --expires 4w`, { ...grant, lifetime: { ms: 28 * DAY_MS } }],
    [`${GRANT} 9 --expires never`, { ...grant, lifetime: "never" }],
    [`${GRANT} 9 --mode live --kind purchased`, { ...grant, mode: "live", kind: "purchased" }],
    ["login", { mode: "test", workspace: "default" }],
    ["login --mode live --workspace Studio_A", { mode: "live", workspace: "Studio A" }],
    ["credits balance --workspace a", { verb: "balance", workspace: "a", modes: ["test", "live"] }],
    [
      "credits balance --workspace a --mode live",
      { verb: "balance", workspace: "a", modes: ["live"] },
    ],
    ["key", key],
    ["key --monthly-limit 0 --name a", { ...key, name: "a", monthlyLimit: 0 }],
    ["key --workspace Studio_A --mode live", { ...key, workspace: "Studio A", mode: "live" }],
    ["workspace list", { verb: "list" }],
    ["workspace create Studio_A", { verb: "create", name: "Studio A" }],
    ["workspace plan a pro", { verb: "plan", name: "a", plan: "pro" }],
    ["workspace plan a none", { verb: "plan", name: "a", plan: null }],
  ];
  for (const [line, asked] of understood) {
    it(`is understood: ${line}`, () => assert.deepEqual(read(line), asked));
  }

  const refused: [string, RegExp][] = [
    ["workspace", /Say what to do: create NAME, list, or plan NAME PLAN\./],
    ["workspace destroy a", /Say what to do/],
    ["workspace list all", /Say what to do/],
    ["workspace create a b", /Say what to do/],
    ["workspace create", /NAME is missing; it must have 1 to 100 characters/],
    ["workspace create _", /NAME cannot be used; it must have 1 to 100 characters/],
    ["workspace create _a", /without spaces around it/],
    [`workspace create ${"x".repeat(101)}`, /NAME cannot be used/],
    ["workspace plan a", /The plan is missing; it must be one of free, starter, pro, none/],
    ["workspace plan a gold", /The plan is gold; it must be one of/],
    ["credits", /Say what to do: grant or balance\./],
    ["credits take --workspace a", /Say what to do: grant or balance\./],
    ["credits balance", /--workspace is missing/],
    ["credits balance --workspace a --amount 3", /balance takes --workspace and --mode alone/],
    ["credits balance --workspace a --mode both", /--mode is both; it must be test or live/],
    ["credits grant --workspace a", /--amount is missing; it must be a whole number from 1/],
    [`${GRANT} 0`, /--amount is 0; it must be/],
    [`${GRANT}=-5`, /--amount is -5; it must be/],
    [`${GRANT} 1.5`, /--amount is 1\.5; it must be/],
    [`${GRANT} 1e3`, /--amount is 1e3; it must be/],
    [`${GRANT} 9999999999`, /--amount is 9999999999; it must be/],
    [`${GRANT} 9 --kind gift`, /--kind is gift; it must be one of subscription, purchased/],
    [`${GRANT} 9 --expires 1y`, /--expires is 1y; it must be hours, days or weeks/],
    [`${GRANT} 9 --expires 0d`, /--expires is 0d; it must be/],
    [`${GRANT} 9 --colour red`, /Unknown option '--colour'/],
    ["key --mode prod", /--mode is prod; it must be test or live/],
    ["key --name=", /--name must have 1 to 100 characters/],
    ["key --monthly-limit lots", /--monthly-limit is lots; it must be a whole number from 0/],
  ];
  for (const [line, complaint] of refused) {
    it(`is refused in words: ${line.slice(0, 60)}`, () =>
      assert.throws(() => read(line), complaint));
  }
});
