import { parseArgs } from "node:util";
import { createKey } from "../access/create-key.ts";
import { ensureFirstWorkspace, FIRST_WORKSPACE, findWorkspace } from "../access/workspaces.ts";
import type { Mode } from "../db/schema.ts";
import { StartupError } from "../startup-error.ts";
import { readOptions, withDatabase } from "./with-database.ts";

const USAGE = "npm run key -- --name NAME [--mode test|live] [--workspace NAME]";

function readArguments(): { name: string; mode: Mode; workspace: string } {
  const { values } = parseArgs({
    options: {
      name: { type: "string", default: "key" },
      mode: { type: "string", default: "test" },
      workspace: { type: "string", default: FIRST_WORKSPACE },
    },
  });
  if (values.mode !== "test" && values.mode !== "live") {
    throw new Error(`--mode is ${values.mode}; it must be test or live.`);
  }
  if (values.name.length === 0 || values.name.length > 100) {
    throw new Error("--name must have 1 to 100 characters.");
  }
  return { name: values.name, mode: values.mode, workspace: values.workspace };
}

/** Prints a new API key as its last line. */
await withDatabase(async (db) => {
  const { name, mode, workspace } = readOptions(USAGE, readArguments);
  if (workspace === FIRST_WORKSPACE) await ensureFirstWorkspace(db);
  const found = await findWorkspace(db, workspace);
  if (!found) throw new StartupError(`There is no workspace named ${workspace}.`);
  const key = await createKey(db, { workspaceId: found.id, mode, name });
  process.stdout.write(`A ${mode} key for the workspace ${found.name}, shown this once:\n${key}\n`);
});
