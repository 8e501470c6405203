import { spawn } from "node:child_process";
import type { Account } from "./account.ts";

export interface ProgramResult {
  /** Exit code; null when it could not be run at all or was killed. */
  code: number | null;
  stdout: string;
  /** What it wrote to stderr, or why it could not be run. */
  stderr: string;
}

/** Ends a short program that hangs; the longest, initdb on a slow disk, needs a few seconds. */
const PROGRAM_TIMEOUT_MS = 120_000;

/** Runs a short program to its end, as `account` when given, from a directory all may enter. */
export function runProgramAs(
  account: Account | undefined,
  file: string,
  args: readonly string[],
  stdin = "",
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: "/",
      env: programEnv(),
      signal: AbortSignal.timeout(PROGRAM_TIMEOUT_MS),
      ...identity(account),
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output.stderr += text;
    });
    child.on("error", (error) => resolve({ ...output, code: null, stderr: error.message }));
    child.on("close", (code) => resolve({ ...output, code }));
    // A program that has ended already closes its stdin; that is no failure of ours.
    child.stdin.on("error", () => undefined);
    child.stdin.end(stdin);
  });
}

/** Who a child process runs as, in the words of `child_process`. */
export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** A small fixed environment: PG* variables and locales of the terminal must not matter. */
export function programEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", NODE_ENV: "production" };
}
