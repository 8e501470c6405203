import { parseArgs } from "node:util";
import { FIRST_WORKSPACE } from "../access/workspaces.ts";
import type { Mode } from "../db/schema.ts";
import { readCredits, readMode } from "./read-values.ts";

export const KEY_USAGE =
  "npm run key -- --name NAME [--mode test|live] [--workspace NAME] [--monthly-limit CREDITS]";

type KeyArguments = { name: string; mode: Mode; workspace: string; monthlyLimit: number | null };

/** What `npm run key` is asked for; throws words for what it cannot do. */
export function readKeyArguments(args: string[]): KeyArguments {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: "string", default: "key" },
      mode: { type: "string", default: "test" },
      workspace: { type: "string", default: FIRST_WORKSPACE },
      "monthly-limit": { type: "string" },
    },
  });
  if (values.name.length === 0 || values.name.length > 100) {
    throw new Error("--name must have 1 to 100 characters.");
  }
  const limit = values["monthly-limit"];
  return {
    name: values.name,
    mode: readMode(values.mode),
    workspace: values.workspace,
    monthlyLimit: limit === undefined ? null : readCredits("--monthly-limit", limit, 0),
  };
}
