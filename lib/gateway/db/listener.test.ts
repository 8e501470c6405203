import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createLog } from "../log.ts";
import { createTestDatabase } from "../testing/database.ts";
import { until } from "../testing/until.ts";
import { type Listener, openListener } from "./listener.ts";

const { url, pool } = await createTestDatabase();

async function open(): Promise<{ listener: Listener; heard: string[]; connected: () => number }> {
  const heard: string[] = [];
  let connected = 0;
  const listener = await openListener({
    url,
    channel: "News of the Day",
    log: createLog("silent"),
    onMessage: (payload) => heard.push(payload),
    onConnected: () => {
      connected += 1;
    },
  });
  return { listener, heard, connected: () => connected };
}

const say = (payload: string) => pool.query("select pg_notify('News of the Day', $1)", [payload]);

const breakSessions = () =>
  pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rushes listener' and datname = current_database()",
  );

describe("a listener", () => {
  it("hears what is said, in order", async () => {
    const { listener, heard } = await open();
    for (const payload of ["a", "", "c"]) await say(payload);
    await until("all is heard", () => heard.length === 3);
    assert.deepEqual(heard, ["a", "", "c"]);
    await listener.close();
  });

  it("comes back when its session breaks, and says so", async () => {
    const { listener, heard, connected } = await open();
    await breakSessions();
    await until("it is away", () => listener.client() === null);
    await until("it is back", () => listener.client());
    assert.equal(connected(), 2);
    await say("again");
    await until("it hears", () => heard.includes("again"));
    await listener.close();
  });

  it("leaves no session behind when it is closed while it comes back", async () => {
    const back = Promise.withResolvers<void>();
    const hold = Promise.withResolvers<void>();
    let connected = 0;
    const listener = await openListener({
      url,
      channel: "x",
      log: createLog("silent"),
      onMessage() {},
      onConnected() {
        connected += 1;
        if (connected === 1) return;
        back.resolve();
        return hold.promise;
      },
    });
    await breakSessions();
    await back.promise;
    await listener.close();
    hold.resolve();
    const { rows } = await pool.query(
      "select 1 from pg_stat_activity where application_name = 'rushes listener' and datname = current_database()",
    );
    assert.deepEqual(rows, []);
  });

  it("cannot be opened where nobody listens", async () => {
    const nobody = { channel: "x", log: createLog("silent"), onMessage() {}, onConnected() {} };
    await assert.rejects(openListener({ url: "postgres://x@127.0.0.1:1/x", ...nobody }), {
      code: "ECONNREFUSED",
    });
  });
});
