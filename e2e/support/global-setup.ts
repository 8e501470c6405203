import { startServer, temporaryDataDir } from "./server.ts";

/** One server for all tests: they make their own generations and never count those of others. */
async function setUp(): Promise<() => Promise<void>> {
  const { dataDir, remove } = await temporaryDataDir();
  const server = await startServer(dataDir);
  process.env.RUSHES_E2E_URL = server.url;
  process.env.RUSHES_E2E_KEY = server.key;
  process.env.RUSHES_E2E_DATA_DIR = dataDir;
  return async () => {
    await server.stop();
    await remove();
  };
}

export default setUp;
