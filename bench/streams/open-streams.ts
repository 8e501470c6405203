import { connect, type Socket } from "node:net";

/** Streams held open over raw sockets, which cost the measuring process as little as can be. */
export type OpenStreams = {
  /** Milliseconds, by the clock of `performance.now`, at which each stream received an event. */
  receipts(generationId: string, seq: number): readonly number[];
  /** How many have received it. */
  received(seq: number): number;
  /** How many were ended by the server, or broke. */
  ended(): number;
  close(): Promise<void>;
};

type Opening = { url: string; key: string; generationIds: readonly string[]; count: number };

const OPENING_AT_ONCE = 50;

/** Opens `count` streams, spread evenly over the generations; resolves when each has its first event. */
export async function openStreams({
  url,
  key,
  generationIds,
  count,
}: Opening): Promise<OpenStreams> {
  const { hostname, port } = new URL(url);
  const receipts = new Map<string, number[]>();
  const counts = new Map<number, number>();
  const sockets: Socket[] = [];
  let ended = 0;

  function note(generationId: string, text: string): void {
    for (const [, digits] of text.matchAll(/^id: (\d+)$/gm)) {
      const seq = Number(digits);
      const name = `${generationId} ${seq}`;
      const times = receipts.get(name) ?? [];
      receipts.set(name, times);
      times.push(performance.now());
      counts.set(seq, (counts.get(seq) ?? 0) + 1);
    }
  }

  function open(generationId: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      sockets.push(socket);
      socket.setEncoding("latin1");
      socket.write(
        `GET /api/v1/generation/${generationId}/events HTTP/1.1\r\nHost: ${hostname}\r\n` +
          `Authorization: Bearer ${key}\r\nAccept: text/event-stream\r\n\r\n`,
      );
      socket.on("data", (text: string) => {
        note(generationId, text);
        if (text.includes("\nid: 1\n")) resolve();
        else if (/^HTTP\/1.1 [^2]/.test(text)) reject(new Error(text.slice(0, 200)));
      });
      socket.on("error", reject);
      socket.on("close", () => {
        ended += 1;
      });
    });
  }

  const waiting = Array.from({ length: count }, (_, index) => index);
  await Promise.all(
    Array.from({ length: OPENING_AT_ONCE }, async () => {
      for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
        await open(generationIds[index % generationIds.length] ?? "");
      }
    }),
  );
  return {
    receipts: (generationId, seq) => receipts.get(`${generationId} ${seq}`) ?? [],
    received: (seq) => counts.get(seq) ?? 0,
    ended: () => ended,
    async close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
