import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const root = path.join(import.meta.dirname, "..", "..");
const node = path.join(root, "node_modules", ".bin", "node");
const READY_TIMEOUT_MS = 60_000;

export type TestServer = {
  url: string;
  dataDir: string;
  /** Printed at the first start only; else empty. */
  key: string;
  link: string;
  process: ChildProcess;
  /** SIGTERM, and waits until it has gone. */
  stop(): Promise<void>;
  /** SIGKILL, and waits until it has gone. */
  kill(): Promise<void>;
};

function environment(
  dataDir: string,
  port: number,
  extra: Record<string, string>,
): NodeJS.ProcessEnv {
  const { DATABASE_URL, RUSHES_PUBLIC_URL, RUSHES_WORKER, ...inherited } = process.env;
  return {
    ...inherited,
    NODE_ENV: "production",
    LOG_LEVEL: "error",
    PORT: String(port),
    HOST: "127.0.0.1",
    RUSHES_DATA_DIR: dataDir,
    ...extra,
  };
}

/** A folder for a server's data that is gone when `remove` has been called. */
export async function temporaryDataDir(): Promise<{ dataDir: string; remove(): Promise<void> }> {
  const parent = await mkdtemp(path.join(tmpdir(), "rushes-e2e-"));
  // As root, Postgres runs as a user who has to pass through here.
  await chmod(parent, 0o711);
  const dataDir = path.join(parent, "data");
  return { dataDir, remove: () => rm(parent, { recursive: true, force: true }) };
}

/** Starts a program and waits until its output says that it is ready; gives the output up to there. */
async function startProgram(
  args: readonly string[],
  { env, ready }: { env: NodeJS.ProcessEnv; ready: RegExp },
): Promise<{ output: string; process: ChildProcess; end(signal: NodeJS.Signals): Promise<void> }> {
  const child = spawn(node, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not ready in time:\n${output}`)),
      READY_TIMEOUT_MS,
    );
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (!ready.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`${args[0]} ended with ${code}:\n${output}`)));
  });
  return {
    output,
    process: child,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      child.kill(signal);
      await exit;
    },
  };
}

/** Starts a real server on data of its own and waits until it says that it is ready. */
export async function startServer(
  dataDir: string,
  { port = 0, env = {} }: { port?: number; env?: Record<string, string> } = {},
): Promise<TestServer> {
  const { output, process, end } = await startProgram(["server.ts"], {
    env: environment(dataDir, port, env),
    ready: /Rushes is ready at \S+\n[\s\S]*\n\n$/,
  });
  return {
    url: /Rushes is ready at (\S+)/.exec(output)?.[1] ?? "",
    dataDir,
    key: /rk_test_\w+/.exec(output)?.[0] ?? "",
    link: /http\S+\/api\/session\/open\?token=\w+/.exec(output)?.[0] ?? "",
    process,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

/** Starts a process that takes jobs of a server's data and serves nothing. */
export async function startWorker(dataDir: string): Promise<Pick<TestServer, "stop" | "kill">> {
  const script = path.join("lib", "gateway", "commands", "worker.ts");
  const { end } = await startProgram([script], {
    env: environment(dataDir, 0, {}),
    ready: /takes jobs/,
  });
  return { stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}

/** The last line that `npm run <command>` prints, run beside a server or alone. */
export async function runCommand(
  command: "key" | "login" | "credits",
  args: readonly string[],
  { dataDir, port = 0 }: { dataDir: string; port?: number },
): Promise<string> {
  const script = path.join("lib", "gateway", "commands", `${command}.ts`);
  const { stdout } = await promisify(execFile)(node, [script, ...args], {
    cwd: root,
    env: environment(dataDir, port, {}),
  });
  return stdout.trimEnd().split("\n").at(-1) ?? "";
}

/** Gives the first workspace of a server more than anybody can use up, as an operator would. */
export async function grantCredits(
  { dataDir, url }: Pick<TestServer, "dataDir" | "url">,
  amount: number,
): Promise<void> {
  const { port } = new URL(url);
  for (const mode of ["test", "live"]) {
    const args = ["grant", "--workspace", "default", "--mode", mode, "--amount", String(amount)];
    await runCommand("credits", args, { dataDir, port: Number(port) });
  }
}
