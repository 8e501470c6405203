import { randomBytes } from "node:crypto";
import { chmod, cp, mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { StartupError } from "#lib/gateway/startup-error.ts";
import { type Account, canRun } from "./account.ts";
import { type Binaries, binariesAt } from "./find-binaries.ts";
import { runProgramAs } from "./run-program.ts";

/** Where root keeps what an unprivileged Postgres must reach and cannot reach in the checkout. */
export const SHARED_DIRECTORY = "/var/lib/rushes";

/**
 * Gives binaries that `account` can run: the installed ones, or, when node_modules lies where
 * that user may not go (a checkout under a 0700 home), a copy made once per version.
 * @throws StartupError when neither can be run.
 */
export async function shareBinaries(
  binaries: Binaries,
  account: Account | undefined,
): Promise<Binaries> {
  if (account === undefined || (await canRun(account, binaries.postgres))) {
    return binaries;
  }
  const copy = join(SHARED_DIRECTORY, `postgres-${binaries.version}`);
  try {
    await copyOnce(binaries.root, copy);
  } catch (error) {
    throw new StartupError(
      `The user ${account.name}, as whom PostgreSQL must run, cannot reach ${binaries.root}, and ` +
        `copying it to ${copy} failed: ${error instanceof Error ? error.message : error}. ` +
        "Start Rushes as an ordinary user, or set DATABASE_URL.",
      { cause: error },
    );
  }
  const shared = binariesAt(copy, binaries.version);
  if (!(await canRun(account, shared.postgres))) {
    throw new StartupError(
      `PostgreSQL cannot be run as the user ${account.name}, neither from ${binaries.root} nor ` +
        `from ${copy}. Start Rushes as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return shared;
}

/** Makes the shared directory; others may pass through it but not list it. */
export async function makeSharedDirectory(): Promise<void> {
  if ((await mkdir(SHARED_DIRECTORY, { recursive: true, mode: 0o711 })) !== undefined) {
    await chmod(SHARED_DIRECTORY, 0o711);
  }
}

async function copyOnce(from: string, to: string): Promise<void> {
  if (await exists(to)) {
    return;
  }
  await makeSharedDirectory();
  const unfinished = `${to}.tmp-${randomBytes(6).toString("hex")}`;
  try {
    await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
    // Under a strict umask npm wrote files that only root may read.
    const opened = await runProgramAs(undefined, "chmod", ["-R", "a+rX", unfinished]);
    if (opened.code !== 0) {
      throw new Error(opened.stderr);
    }
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process may have put the same copy in place first.
    if (!(await exists(to))) {
      throw error;
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
