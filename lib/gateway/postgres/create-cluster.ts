/*
 * A cluster is made under a name that nobody looks for and appears whole, in one step:
 *
 *   <dataDir>/postgres.tmp-<random>   ── rename ──►  <dataDir>/postgres
 *   /var/lib/rushes/<id>              ── symlink ─►  <dataDir>/postgres
 *
 * The second way is taken by root when the user that Postgres runs as cannot enter the data
 * directory. Of several processes that do this at once one wins and the others use its cluster.
 * What a killed process leaves under an unfinished name is removed once it is old.
 */
import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StartupError } from "#lib/gateway/startup-error.ts";
import { type Account, canEnter, isRoot } from "./account.ts";
import { clusterFiles, clusterPath, DATABASE, SUPERUSER } from "./cluster.ts";
import type { Binaries } from "./find-binaries.ts";
import { ownerFiles, removeLeftovers } from "./remove-leftovers.ts";
import { type ProgramResult, runProgramAs } from "./run-program.ts";
import { makeSharedDirectory, SHARED_DIRECTORY } from "./share-binaries.ts";

const INITDB_OPTIONS = [
  "--encoding=UTF8",
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--auth=scram-sha-256",
  `--username=${SUPERUSER}`,
];
/** Codes of a rename or a link onto a name that another process has just taken. */
const TAKEN = new Set(["EEXIST", "ENOTEMPTY", "ENOTDIR", "EPERM"]);

/** Makes the data directory of Rushes: private, except that root lets Postgres' user pass through. */
export async function makeDataDirectory(rushesDataDir: string): Promise<void> {
  const mode = isRoot() ? 0o711 : 0o700;
  try {
    if ((await mkdir(rushesDataDir, { recursive: true, mode })) !== undefined) {
      await chmod(rushesDataDir, mode);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`The data directory ${rushesDataDir} cannot be made: ${reason}`, {
      cause: error,
    });
  }
}

/**
 * Creates the cluster of a data directory that has none, or lets another process that does the
 * same win. Takes about a second.
 * @throws StartupError with what initdb said.
 */
export async function createCluster(
  rushesDataDir: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<void> {
  await removeLeftovers(rushesDataDir);
  const inPlace = account === undefined || (await canEnter(account, rushesDataDir));
  const random = randomBytes(8).toString("hex");
  const directory = inPlace
    ? join(rushesDataDir, `postgres.tmp-${random}`)
    : join(SHARED_DIRECTORY, random);
  try {
    await makeClusterDirectory(directory, account);
    if (!inPlace) {
      await writeFile(join(directory, ownerFiles.unfinished), rushesDataDir, { mode: 0o600 });
    }
    await fillCluster(directory, binaries, account);
    if (!(await publish(directory, clusterPath(rushesDataDir), inPlace))) {
      await rm(directory, { recursive: true, force: true });
    } else if (!inPlace) {
      await markFinished(directory);
    }
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`No database could be made in ${rushesDataDir}. ${reason}`, {
      cause: error,
    });
  }
}

async function makeClusterDirectory(
  directory: string,
  account: Account | undefined,
): Promise<void> {
  if (dirname(directory) === SHARED_DIRECTORY) {
    await makeSharedDirectory();
  }
  const mode = account === undefined ? 0o700 : 0o711;
  await mkdir(directory, { mode });
  await chmod(directory, mode);
}

async function fillCluster(
  directory: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<void> {
  const data = join(directory, clusterFiles.data);
  const password = randomBytes(24).toString("hex");
  const passwordForInitdb = join(directory, "password-for-initdb");
  await writeFile(join(directory, clusterFiles.password), password, { mode: 0o600 });
  await writeFile(passwordForInitdb, password, { mode: 0o600 });
  await mkdir(data, { mode: 0o700 });
  if (account !== undefined) {
    await chown(passwordForInitdb, account.uid, account.gid);
    await chown(data, account.uid, account.gid);
  }
  const initdb = [...INITDB_OPTIONS, `--pwfile=${passwordForInitdb}`, `--pgdata=${data}`];
  mustSucceed("initdb", await runProgramAs(account, binaries.initdb, initdb));
  // Single-user mode: the cluster has its database before anyone can connect to it.
  const single = ["--single", "-D", data, "postgres"];
  const createDatabase = `CREATE DATABASE ${DATABASE}\n`;
  mustSucceed(
    "CREATE DATABASE",
    await runProgramAs(account, binaries.postgres, single, createDatabase),
  );
  await rm(passwordForInitdb);
}

/** Puts the finished cluster in place; false when another process was faster. */
async function publish(directory: string, path: string, inPlace: boolean): Promise<boolean> {
  try {
    await (inPlace ? rename(directory, path) : symlink(directory, path));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && TAKEN.has(String(error.code))) {
      return false;
    }
    throw error;
  }
}

/** Not a reason to fail: the cluster is in use from the moment that it is in place. */
async function markFinished(directory: string): Promise<void> {
  const unfinished = join(directory, ownerFiles.unfinished);
  await rename(unfinished, join(directory, ownerFiles.finished)).catch(() => undefined);
}

function mustSucceed(what: string, result: ProgramResult): void {
  if (result.code !== 0) {
    throw new Error(`${what} failed: ${(result.stderr || result.stdout).trim()}`);
  }
}
