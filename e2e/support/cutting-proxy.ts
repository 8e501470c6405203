import { connect, createServer } from "node:net";

/** Something between a client and the server that breaks off the first stream behind its first event. */
export type CuttingProxy = {
  url: string;
  /** The heads of the requests that came through, in order. */
  heads: readonly string[];
  close(): void;
};

const FIRST_EVENT = /\nid: \d+\ndata: [^\n]*\n\n/;

/** Opens one in front of a server. */
export async function openCuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(serverUrl);
  const heads: string[] = [];
  let hasCut = false;
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    let seen = "";
    client.on("data", (chunk) => {
      heads.push(String(chunk).split("\r\n\r\n")[0] ?? "");
      server.write(chunk);
    });
    server.on("data", (chunk) => {
      client.write(chunk);
      if (hasCut) return;
      seen += chunk;
      if (!FIRST_EVENT.test(seen)) return;
      hasCut = true;
      client.destroySoon();
      server.destroy();
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroySoon());
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, hostname, resolve));
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://${hostname}:${address.port}`,
    heads,
    close: () => void proxy.close(),
  };
}
