import assert from "node:assert/strict";
import { test } from "node:test";
import { grantCommand, keyCommand } from "./commands.ts";

const sessionOf = (name: string) =>
  ({ workspace: { id: "wsp_1", name }, mode: "live", via: "session" }) as const;

test("commands name the workspace and the mode that are looked at", () => {
  const place = '--workspace "North studio" --mode live';
  assert.equal(
    grantCommand(sessionOf("North studio")),
    `npm run credits -- grant ${place} --amount 1000`,
  );
  assert.equal(keyCommand(sessionOf("North studio")), `npm run key -- ${place} --name NAME`);
});

test("a name cannot leave its quotes", () => {
  const command = keyCommand(sessionOf('a"; rm `x` $HOME \\'));
  assert.ok(command.includes('--workspace "a\\"; rm \\`x\\` \\$HOME \\\\" --mode'));
});
