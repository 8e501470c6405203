import { grantCredits, startServer, temporaryDataDir } from "./server.ts";

/** The first workspace begins with what a plan gives, which all the tests together use up. */
const CREDITS = 10_000_000;

/** One server for all tests: they make their own generations and never count those of others. */
async function setUp(): Promise<() => Promise<void>> {
  const { dataDir, remove } = await temporaryDataDir();
  const server = await startServer(dataDir);
  await grantCredits(server, CREDITS);
  process.env.RUSHES_E2E_URL = server.url;
  process.env.RUSHES_E2E_KEY = server.key;
  process.env.RUSHES_E2E_DATA_DIR = dataDir;
  return async () => {
    await server.stop();
    await remove();
  };
}

export default setUp;
