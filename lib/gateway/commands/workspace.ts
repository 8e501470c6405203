import { parseArgs } from "node:util";
import { createWorkspace } from "../access/workspaces.ts";
import { StartupError } from "../startup-error.ts";
import { readOptions, withDatabase } from "./with-database.ts";

const USAGE = "npm run workspace -- create NAME";
const NAME_RULE = /^[^\p{Cc}]{1,100}$/u;

function readArguments(): string {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  const [verb, name, ...rest] = positionals;
  if (verb !== "create" || rest.length > 0) throw new Error("Say what to do: create NAME.");
  if (!name || !NAME_RULE.test(name) || name.trim() === "") {
    throw new Error("NAME must have 1 to 100 characters.");
  }
  return name;
}

/** Makes a workspace without a plan, so without credits. */
await withDatabase(async (db) => {
  const name = readOptions(USAGE, readArguments);
  const made = await createWorkspace(db, name);
  if (!made) throw new StartupError(`There is a workspace named ${name} already.`);
  process.stdout.write(`The workspace ${name} is there, without credits:\n${made.id}\n`);
});
