/*
 * What the lock file of a cluster, `postmaster.pid`, says and whether it is true.
 *
 *   absent    no lock file: nobody runs this cluster
 *   stale     the file is a lie: its process is gone, or the number was given to another program,
 *             or the file was copied along with the directory of another cluster; "misleading"
 *             when Postgres itself would believe it and refuse to start
 *   starting  its postmaster lives and does not take connections yet (perhaps it recovers)
 *   stopping  its postmaster lives and takes none any more
 *   ready     its postmaster lives and listens on `port`
 *
 * The process is judged by its command line: unlike the links below /proc it can be read by
 * everybody, also by a root that lacks the right to trace (as in a container).
 */
import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";

export type PostmasterState =
  | { is: "absent" }
  | { is: "stale"; lockFile: string; misleading: boolean }
  | { is: "starting" | "stopping"; pid: number }
  | { is: "ready"; pid: number; port: number };

const GONE = "gone";
const FILLED_WITHIN_MS = 2000;

export function lockFilePath(dataDirectory: string): string {
  return join(dataDirectory, "postmaster.pid");
}

/** Looks at the lock file and at the process that it names. */
export async function inspectPostmaster(dataDirectory: string): Promise<PostmasterState> {
  const lockFile = await readFile(lockFilePath(dataDirectory), "utf8").catch(() => undefined);
  if (lockFile === undefined) {
    return { is: "absent" };
  }
  const lines = lockFile.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) {
    // It is created empty and filled at once; an empty one that stays is the rest of a crash.
    return { is: "stale", lockFile, misleading: await isOld(dataDirectory) };
  }
  if (!(await runsCluster(await readCommandLine(pid), dataDirectory))) {
    return { is: "stale", lockFile, misleading: exists(pid) };
  }
  const port = Number(lines[3]);
  const status = lines[7] ?? "";
  if (status === "ready" && port > 0) {
    return { is: "ready", pid, port };
  }
  return { is: status === "stopping" ? "stopping" : "starting", pid };
}

/** Whether a command line is that of a postmaster of this very directory. */
async function runsCluster(
  commandLine: readonly string[],
  dataDirectory: string,
): Promise<boolean> {
  const at = commandLine.indexOf("-D");
  const named = commandLine[at + 1];
  if (at < 1 || named === undefined || !/^postgres/.test(basename(commandLine[0] ?? ""))) {
    return false;
  }
  const [ours, theirs] = await Promise.all([identify(dataDirectory), identify(named)]);
  // A directory that is gone under its old name was moved here while its postmaster ran.
  return theirs === GONE || theirs === ours;
}

async function identify(path: string): Promise<string | undefined> {
  return stat(path).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    (error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? GONE : undefined),
  );
}

async function isOld(dataDirectory: string): Promise<boolean> {
  return stat(lockFilePath(dataDirectory)).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > FILLED_WITHIN_MS,
    () => false,
  );
}

/** Also true of a zombie that nobody has waited for, which Postgres takes for alive. */
function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Empty when there is no such process, or only its zombie. */
async function readCommandLine(pid: number): Promise<string[]> {
  if (process.platform === "linux") {
    const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return text.split("\0").filter((part) => part !== "");
  }
  const ps = await promisify(execFile)("ps", ["-ww", "-o", "command=", "-p", String(pid)]).catch(
    () => ({ stdout: "" }),
  );
  const [program = "", rest = ""] = ps.stdout.trim().split(/ -D /, 2);
  const directory = rest.split(" -c ", 1)[0] ?? "";
  return program === "" ? [] : [program, "-D", directory];
}
