import pg from "pg";
import type { Log } from "../log.ts";

const RECONNECT_MS = 250;
/** Short: while it is away this process looks dead to others, see `jobs/liveness.ts`. */
const RECONNECT_MAX_MS = 1_000;

export type Listener = {
  /** The session that listens; null while it is being opened again. */
  client(): pg.Client | null;
  close(): Promise<void>;
};

type ListenerOptions = {
  url: string;
  channel: string;
  log: Log;
  onMessage: (payload: string) => void;
  /** Each time a session is up, the first included: whatever came while it was away was not heard. */
  onConnected: (client: pg.Client) => Promise<void> | void;
};

/**
 * One session of its own that listens to a channel and opens itself again when it breaks.
 * Resolves when the first session is up; rejects when that cannot be had.
 */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  let current: pg.Client | null = null;
  /** The newest session, also before it listens: what is being opened has to be closed as well. */
  let newest: pg.Client | null = null;
  let isClosed = false;
  let retryMs = RECONNECT_MS;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: options.url,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      application_name: "rushes listener",
    });
    newest = client;
    client.on("error", (error) => options.log.warn({ err: error }, "listener session broke"));
    client.on("end", () => {
      if (current === client) current = null;
      if (!isClosed) reconnectLater();
    });
    client.on("notification", (message) => options.onMessage(message.payload ?? ""));
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(options.channel)}`);
    await options.onConnected(client);
    current = client;
    retryMs = RECONNECT_MS;
  }

  function reconnectLater(): void {
    // A session that cannot be opened also ends: one wait for both.
    if (isClosed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (isClosed) return;
      connect().catch((error) => {
        options.log.warn({ err: error }, "listener session cannot be opened");
        newest?.end().catch(() => {});
        reconnectLater();
      });
    }, retryMs);
    retryMs = Math.min(retryMs * 2, RECONNECT_MAX_MS);
  }

  async function close(): Promise<void> {
    isClosed = true;
    clearTimeout(timer);
    await newest?.end().catch(() => {});
  }

  try {
    await connect();
  } catch (error) {
    await close();
    throw error;
  }
  return { client: () => current, close };
}
