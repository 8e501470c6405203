import { createSignInToken, signInUrl } from "../access/sign-in.ts";
import { ensureFirstWorkspace, FIRST_WORKSPACE } from "../access/workspaces.ts";
import { readAddress } from "../first-start.ts";
import { originOf } from "../serve.ts";
import { LOGIN_USAGE, readLoginArguments } from "./login-arguments.ts";
import { requireWorkspace } from "./read-values.ts";
import { withOptions } from "./with-database.ts";

/** Prints a one-time link into the console as its last line. */
await withOptions({ usage: LOGIN_USAGE, read: readLoginArguments }, async (db, asked, env) => {
  const { mode, workspace } = asked;
  if (workspace === FIRST_WORKSPACE) await ensureFirstWorkspace(db);
  const { id } = await requireWorkspace(db, workspace);
  const token = await createSignInToken(db, { workspaceId: id, mode, now: new Date() });
  const origin = env.publicUrl ?? (await readAddress(db)) ?? originOf(env.host, env.port);
  process.stdout.write(`Open this once, within a day:\n${signInUrl(origin, token)}\n`);
});
