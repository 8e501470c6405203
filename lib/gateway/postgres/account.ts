import { stat } from "node:fs/promises";
import { StartupError } from "#lib/gateway/startup-error.ts";
import { runProgramAs } from "./run-program.ts";

/** A user of the operating system that Postgres runs as. */
export interface Account {
  uid: number;
  gid: number;
  name: string;
}

const OWN_ACCOUNT_NAME = "rushes";
const USERADD = ["useradd", "--system", "--no-create-home", "--shell", "/bin/false"];
const ADDUSER_OF_BUSYBOX = ["adduser", "-S", "-D", "-H", "-s", "/bin/false"];

/** Whether this process is root, whom Postgres refuses to run as. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Who a new cluster shall belong to: undefined means whoever runs this process. For root it is
 * the system's `postgres` user, else `rushes` (created when missing), else `nobody`.
 * @throws StartupError when root finds none of them.
 */
export async function chooseAccount(): Promise<Account | undefined> {
  if (!isRoot()) {
    return undefined;
  }
  const account =
    (await findAccount("postgres")) ??
    (await findAccount(OWN_ACCOUNT_NAME)) ??
    (await createAccount(OWN_ACCOUNT_NAME)) ??
    (await findAccount("nobody"));
  if (account === undefined) {
    throw new StartupError(
      "PostgreSQL does not run as root, and there is no user postgres, rushes or nobody here and " +
        "none could be created. Start Rushes as an ordinary user, or set DATABASE_URL.",
    );
  }
  return account;
}

/** Who an existing cluster belongs to, by its data directory; undefined means ourselves. */
export async function ownerOf(dataDirectory: string): Promise<Account | undefined> {
  const { uid, gid } = await stat(dataDirectory);
  if (isRoot()) {
    if (uid === 0) {
      throw new StartupError(
        `The database in ${dataDirectory} belongs to root, and PostgreSQL does not run as root. ` +
          "Give it to an ordinary user (chown -R), or use another RUSHES_DATA_DIR.",
      );
    }
    return { uid, gid, name: await nameOf(uid) };
  }
  if (process.getuid !== undefined && uid !== process.getuid()) {
    throw new StartupError(
      `The database in ${dataDirectory} belongs to the user ${await nameOf(uid)}. ` +
        "Start Rushes as that user or as root, or use another RUSHES_DATA_DIR.",
    );
  }
  return undefined;
}

/** Whether `account` may enter `directory`. Asked of the system itself: modes are not all there is. */
export async function canEnter(account: Account | undefined, directory: string): Promise<boolean> {
  const asked = await runProgramAs(account, "/bin/sh", ["-c", 'test -x "$1"', "sh", directory]);
  return asked.code === 0;
}

/** Whether `account` may start `program` and load its libraries. */
export async function canRun(account: Account | undefined, program: string): Promise<boolean> {
  const asked = await runProgramAs(account, program, ["--version"]);
  return asked.code === 0;
}

async function findAccount(name: string): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([askId("-u", name), askId("-g", name)]);
  return uid === undefined || gid === undefined ? undefined : { uid, gid, name };
}

async function askId(flag: string, name: string): Promise<number | undefined> {
  const { code, stdout } = await runProgramAs(undefined, "id", [flag, name]);
  const id = stdout.trim();
  return code === 0 && /^[1-9]\d*$/.test(id) ? Number(id) : undefined;
}

async function createAccount(name: string): Promise<Account | undefined> {
  for (const [program = "", ...args] of [USERADD, ADDUSER_OF_BUSYBOX]) {
    const { code } = await runProgramAs(undefined, program, [...args, name]);
    if (code === 0) {
      return findAccount(name);
    }
  }
  return undefined;
}

async function nameOf(uid: number): Promise<string> {
  const { code, stdout } = await runProgramAs(undefined, "id", ["-nu", String(uid)]);
  return code === 0 ? stdout.trim() : String(uid);
}
