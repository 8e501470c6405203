import { startServer, type TestServer, temporaryDataDir } from "../support/server.ts";
import { test } from "../support/test.ts";

/**
 * For the tests of a file a server of its own, that nobody has used yet and nobody is signed in to:
 * what a workspace has left is changed by everybody who works in it. Gives how to reach it.
 */
export function ownServer(): () => TestServer {
  let server: TestServer | undefined;
  let remove = async () => {};

  test.beforeAll(async () => {
    const data = await temporaryDataDir();
    remove = data.remove;
    server = await startServer(data.dataDir);
  });

  test.afterAll(async () => {
    await server?.stop();
    await remove();
  });

  test.use({ storageState: { cookies: [], origins: [] } });

  return () => {
    if (!server) throw new Error("the server starts before the first test");
    return server;
  };
}
