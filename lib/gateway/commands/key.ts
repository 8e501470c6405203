import { createKey } from "../access/create-key.ts";
import { ensureFirstWorkspace, FIRST_WORKSPACE } from "../access/workspaces.ts";
import { KEY_USAGE, readKeyArguments } from "./key-arguments.ts";
import { requireWorkspace } from "./read-values.ts";
import { withOptions } from "./with-database.ts";

/** Prints a new API key as its last line. */
await withOptions({ usage: KEY_USAGE, read: readKeyArguments }, async (db, asked) => {
  const { name, mode, workspace, monthlyLimit } = asked;
  if (workspace === FIRST_WORKSPACE) await ensureFirstWorkspace(db);
  const found = await requireWorkspace(db, workspace);
  const key = await createKey(db, { workspaceId: found.id, mode, name, monthlyLimit });
  const cap = monthlyLimit === null ? "" : ` that may spend ${monthlyLimit} credits a month`;
  process.stdout.write(
    `A ${mode} key${cap} for the workspace ${found.name}, shown this once:\n${key}\n`,
  );
});
