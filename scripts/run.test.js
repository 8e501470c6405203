/* The launcher in a checkout of its own, whose server.ts only tells what happens to it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { hashSources } from "./build.js";

const checkout = mkdtempSync(join(tmpdir(), "rushes-launcher-"));
after(() => rmSync(checkout, { recursive: true, force: true }));

const SERVER = `
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => tell(signal));
  process.on("disconnect", () => tell("disconnect"));
  let ending;
  function tell(what) {
    console.log(what);
    ending ??= setTimeout(() => process.exit(7), 1000);
  }
  console.log("ready " + process.pid);
`;

function write(path, content) {
  mkdirSync(join(checkout, path, ".."), { recursive: true });
  writeFileSync(join(checkout, path), content);
}

function prepareCheckout() {
  cpSync(import.meta.dirname, join(checkout, "scripts"), { recursive: true });
  const packages = JSON.stringify({ packages: { "": { name: "rushes" } } });
  write("package.json", '{"type":"module"}');
  write("package-lock.json", packages);
  write("node_modules/.package-lock.json", packages);
  write("server.ts", SERVER);
  write("app/page.tsx", "first");
  mkdirSync(join(checkout, "node_modules/node/bin"), { recursive: true });
  symlinkSync(process.execPath, join(checkout, "node_modules/node/bin/node"));
  write("node_modules/next/dist/bin/next", "console.log('built'); process.exit(5)");
  write(".next/BUILD_ID", "id");
  write(".next/rushes-built", hashSources(checkout));
}
prepareCheckout();

/** Starts the launcher, under `sh` and as if by npm when asked, and collects what is printed. */
function launch(args, { underShell = false } = {}) {
  const { npm_lifecycle_event: _, ...inherited } = process.env;
  const env = { ...inherited, TMPDIR: checkout };
  const command = [process.execPath, join(checkout, "scripts", "run.js"), ...args];
  const child = underShell
    ? spawn("sh", ["-c", `${command.join(" ")}; true`], {
        env: { ...env, npm_lifecycle_event: "start" },
      })
    : spawn(command[0], command.slice(1), { env });
  const lines = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(line));
  let errors = "";
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const exited = once(child, "exit");
  const closed = once(child, "close");
  return { child, lines, exited, closed, errors: () => errors };
}

async function until(lines, pattern) {
  for (;;) {
    const line = lines.find((text) => pattern.test(text));
    if (line !== undefined) {
      return line;
    }
    await sleep(10);
  }
}

describe("npm start", () => {
  it("hands a signal on once although npm repeats it, and ends with the server's code", async () => {
    const { child, lines, exited } = launch(["start"]);
    await until(lines, /^ready/);
    child.kill("SIGINT");
    await sleep(30);
    child.kill("SIGINT");
    assert.deepEqual(await exited, [7, null]);
    assert.deepEqual(lines.slice(1), ["SIGINT"]);
  });

  it("hands on a second signal that comes later", async () => {
    const { child, lines, exited } = launch(["start"]);
    await until(lines, /^ready/);
    child.kill("SIGTERM");
    await sleep(500);
    child.kill("SIGTERM");
    await exited;
    assert.deepEqual(lines.slice(1), ["SIGTERM", "SIGTERM"]);
  });

  it("lets the server see that the launcher was killed", async () => {
    const { child, lines, closed } = launch(["start"]);
    await until(lines, /^ready/);
    child.kill("SIGKILL");
    await closed;
    assert.deepEqual(lines.slice(1), ["disconnect"]);
  });

  it("stops the server when the process that started the launcher was killed", async () => {
    const { child, lines, closed } = launch(["start"], { underShell: true });
    await until(lines, /^ready/);
    child.kill("SIGKILL");
    await closed;
    assert.deepEqual(lines.slice(1), ["SIGTERM"]);
  });

  it("ends as the server ends when that is killed", async () => {
    const { lines, exited } = launch(["start"]);
    process.kill(Number((await until(lines, /^ready/)).split(" ")[1]), "SIGKILL");
    assert.deepEqual(await exited, [null, "SIGKILL"]);
  });

  it("builds when the sources have changed, and says in words that it failed", async () => {
    write("app/page.tsx", "second");
    const { lines, exited, errors } = launch(["start"]);
    assert.deepEqual(await exited, [1, null]);
    assert.ok(lines.includes("built"));
    assert.match(errors(), /Building the console failed \(next build: exit code 5\)/);
  });

  it("builds again when a build has not come to its end", async () => {
    write("app/page.tsx", "first");
    const { lines, exited } = launch(["start"]);
    await exited;
    assert.ok(lines.includes("built"));
  });
});

describe("node scripts/run.js", () => {
  it("refuses an unknown command in words", async () => {
    const { exited, errors } = launch(["toString"]);
    assert.deepEqual(await exited, [1, null]);
    assert.match(errors(), /^\nUsage: .*start\|dev/);
  });

  it("lists the benches when none is named", async () => {
    write("bench/accept.ts", "");
    const { exited, errors } = launch(["bench"]);
    assert.deepEqual(await exited, [1, null]);
    assert.match(errors(), /one of: accept/);
  });
});

describe("hashSources", () => {
  const before = hashSources(checkout);

  it("changes with a source of the console and with its name", () => {
    write("app/more.tsx", "x");
    const added = hashSources(checkout);
    rmSync(join(checkout, "app/more.tsx"));
    write("app/renamed.tsx", "x");
    const renamed = hashSources(checkout);
    rmSync(join(checkout, "app/renamed.tsx"));
    assert.equal(new Set([before, added, renamed]).size, 3);
    assert.equal(hashSources(checkout), before);
  });

  it("does not change with the gateway or with tests", () => {
    write("lib/gateway/errors.ts", "x");
    write("app/page.test.ts", "x");
    assert.equal(hashSources(checkout), before);
  });
});
