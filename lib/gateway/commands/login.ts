import { parseArgs } from "node:util";
import { createSignInToken, signInUrl } from "../access/sign-in.ts";
import { ensureFirstWorkspace, FIRST_WORKSPACE, findWorkspace } from "../access/workspaces.ts";
import type { Mode } from "../db/schema.ts";
import { readAddress } from "../first-start.ts";
import { originOf } from "../serve.ts";
import { StartupError } from "../startup-error.ts";
import { readOptions, withDatabase } from "./with-database.ts";

const USAGE = "npm run login -- [--mode test|live] [--workspace NAME]";

function readArguments(): { mode: Mode; workspace: string } {
  const { values } = parseArgs({
    options: {
      mode: { type: "string", default: "test" },
      workspace: { type: "string", default: FIRST_WORKSPACE },
    },
  });
  if (values.mode !== "test" && values.mode !== "live") {
    throw new Error(`--mode is ${values.mode}; it must be test or live.`);
  }
  return { mode: values.mode, workspace: values.workspace };
}

/** Prints a one-time link into the console as its last line. */
await withDatabase(async (db, env) => {
  const { mode, workspace } = readOptions(USAGE, readArguments);
  if (workspace === FIRST_WORKSPACE) await ensureFirstWorkspace(db);
  const found = await findWorkspace(db, workspace);
  if (!found) throw new StartupError(`There is no workspace named ${workspace}.`);
  const token = await createSignInToken(db, { workspaceId: found.id, mode, now: new Date() });
  const origin = env.publicUrl ?? (await readAddress(db)) ?? originOf(env.host, env.port);
  process.stdout.write(`Open this once, within a day:\n${signInUrl(origin, token)}\n`);
});
