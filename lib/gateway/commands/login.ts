import { createSignInToken, signInUrl } from "../access/sign-in.ts";
import { ensureFirstWorkspace } from "../access/workspaces.ts";
import { readAddress } from "../first-start.ts";
import { originOf } from "../serve.ts";
import { withDatabase } from "./with-database.ts";

/** Prints a one-time link into the console as its last line. */
await withDatabase(async (db, env) => {
  const { id } = await ensureFirstWorkspace(db);
  const token = await createSignInToken(db, { workspaceId: id, mode: "test", now: new Date() });
  const origin = env.publicUrl ?? (await readAddress(db)) ?? originOf(env.host, env.port);
  process.stdout.write(`Open this once, within a day:\n${signInUrl(origin, token)}\n`);
});
