import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Client, createClient } from "#lib/client/client.ts";
import { createKey } from "../access/create-key.ts";
import { ensureFirstWorkspace, FIRST_WORKSPACE } from "../access/workspaces.ts";
import type { RequestContext } from "../context.ts";
import { createGateway, type GatewayOptions, type OpenedGateway } from "../create-gateway.ts";
import { grantCredits } from "../credits/grant.ts";
import { createApp } from "../http/app.ts";
import { newId } from "../ids.ts";
import { createLog } from "../log.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

/** What the workspace of a test begins with, unless it says otherwise. */
export const TEST_CREDITS = 1_000_000_000;

export const TEST_ORIGIN = "http://rushes.test";

export type TestGateway = OpenedGateway & {
  database: TestDatabase;
  dataDir: string;
  key: string;
  workspaceId: string;
  app: ReturnType<typeof createApp>;
  /** The real client, whose fetch is the app itself. */
  client: Client;
  /** A request with the key, straight to the app. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** The context that verbs get from a request with the key. */
  context: RequestContext;
};

/** A gateway on a database and a folder of its own, put away after the file (or test). */
export async function openTestGateway(
  options: Partial<GatewayOptions> = {},
  database?: TestDatabase,
): Promise<TestGateway> {
  const db = database ?? (await createTestDatabase());
  const dataDir = await mkdtemp(path.join(tmpdir(), "rushes-test-"));
  // Without a plan, whose credits would come by the clock.
  await db.pool.query(
    "insert into workspaces (id, name) values ($1, $2) on conflict (name) do nothing",
    [newId("workspace"), FIRST_WORKSPACE],
  );
  const opened = await createGateway({
    databaseUrl: db.url,
    dataDir,
    publicUrl: TEST_ORIGIN,
    hasWorker: true,
    log: createLog("silent"),
    ...options,
  });
  db.defer(async () => {
    await opened.drain();
    await opened.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const { gateway } = opened;
  const { id: workspaceId } = await ensureFirstWorkspace(gateway.db);
  const key = await createKey(gateway.db, { workspaceId, mode: "test", name: "test" });
  await grantCredits(gateway.db.pool, {
    workspaceId,
    mode: "test",
    kind: "purchased",
    amount: TEST_CREDITS,
    source: "test",
    sourceRef: "first",
    expiresAt: null,
    at: new Date(0),
  });
  const app = createApp(gateway, "0.0.0");
  const headers = { authorization: `Bearer ${key}` };
  return {
    ...opened,
    database: db,
    dataDir,
    key,
    workspaceId,
    app,
    client: createClient({
      baseUrl: TEST_ORIGIN,
      headers,
      fetch: async (input, init) => app.request(new Request(input, init)),
    }),
    request: async (target, init = {}) =>
      app.request(target, {
        ...init,
        headers: { ...headers, ...Object.fromEntries(new Headers(init.headers)) },
      }),
    context: {
      gateway,
      actor: {
        workspaceId,
        workspaceName: "default",
        mode: "test",
        scopes: [],
        via: { kind: "session" },
      },
      requestId: "req_test",
      origin: TEST_ORIGIN,
    },
  };
}
