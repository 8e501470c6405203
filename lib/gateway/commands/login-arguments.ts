import { parseArgs } from "node:util";
import { FIRST_WORKSPACE } from "../access/workspaces.ts";
import type { Mode } from "../db/schema.ts";
import { readMode } from "./read-values.ts";

export const LOGIN_USAGE = "npm run login -- [--mode test|live] [--workspace NAME]";

/** What `npm run login` is asked for; throws words for what it cannot do. */
export function readLoginArguments(args: string[]): { mode: Mode; workspace: string } {
  const { values } = parseArgs({
    args,
    options: {
      mode: { type: "string", default: "test" },
      workspace: { type: "string", default: FIRST_WORKSPACE },
    },
  });
  return { mode: readMode(values.mode), workspace: values.workspace };
}
