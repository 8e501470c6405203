import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { StartupError } from "#lib/gateway/startup-error.ts";
import { type Account, canEnter, ownerOf } from "./account.ts";
import type { Binaries } from "./find-binaries.ts";

/** A finished database cluster on disk and what is needed to run it. */
export interface Cluster {
  /** The data directory of this Rushes, for messages. */
  rushesDataDir: string;
  /** What Postgres calls its data directory, links resolved. */
  dataDirectory: string;
  logFile: string;
  password: string;
  /** Who it belongs to and must run as; undefined means whoever runs this process. */
  account: Account | undefined;
}

export const SUPERUSER = "rushes";
export const DATABASE = "rushes";

/** Names inside the directory of a cluster. */
export const clusterFiles = {
  data: "data",
  password: "password",
  log: "log",
} as const;

/** Where the cluster of a data directory is: a directory, or root's link to one elsewhere. */
export function clusterPath(rushesDataDir: string): string {
  return join(rushesDataDir, "postgres");
}

/**
 * Reads an existing cluster; undefined when there is none yet.
 * @throws StartupError when it is there and cannot be used, saying why.
 */
export async function readCluster(
  rushesDataDir: string,
  binaries: Binaries,
): Promise<Cluster | undefined> {
  const path = clusterPath(rushesDataDir);
  const directory = await realpath(path).catch(whenMissing(undefined));
  if (directory === undefined) {
    return undefined;
  }
  const dataDirectory = join(directory, clusterFiles.data);
  const account = await ownerOf(dataDirectory).catch(refuse(path));
  await checkMajorVersion(dataDirectory, binaries, path);
  if (account !== undefined && !(await canEnter(account, dataDirectory))) {
    throw new StartupError(
      `PostgreSQL runs as the user ${account.name}, who cannot reach ${dataDirectory}. ` +
        "Give the directories above it the x bit for others, or move the data directory.",
    );
  }
  const password = await readFile(join(directory, clusterFiles.password), "utf8").catch(
    refuse(path),
  );
  const logFile = join(directory, clusterFiles.log);
  return { rushesDataDir, dataDirectory, logFile, password: password.trim(), account };
}

async function checkMajorVersion(
  dataDirectory: string,
  binaries: Binaries,
  path: string,
): Promise<void> {
  const versionFile = join(dataDirectory, "PG_VERSION");
  const major = (await readFile(versionFile, "utf8").catch(refuse(path))).trim();
  if (major !== binaries.major) {
    throw new StartupError(
      `The database in ${path} was made by PostgreSQL ${major}; this Rushes comes with ` +
        `${binaries.major}. Start it with the older Rushes, or use another RUSHES_DATA_DIR.`,
    );
  }
}

function whenMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === "ENOENT") {
      return value;
    }
    throw error;
  };
}

function refuse(path: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof StartupError) {
      throw error;
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`The database in ${path} cannot be read: ${reason}`, { cause: error });
  };
}
