/*
 * What the same machine can do at this moment: a bare HTTP server that holds the streams and, told a
 * number, writes one frame of as many bytes to each. No database, no gateway.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const HOST = "127.0.0.1";
const DATA = `data: {${"x".repeat(Number(process.env.BENCH_FRAME_BYTES))}}\n\n`;
const streams = new Set<ServerResponse>();

function writeTo(stream: ServerResponse, seq: number): void {
  stream.write(Buffer.from(`\nid: ${seq}\n${DATA}`));
}

const server = createServer((_, stream) => {
  stream.writeHead(200, { "Content-Type": "text/event-stream" });
  writeTo(stream, 1);
  streams.add(stream);
  stream.on("close", () => streams.delete(stream));
});
server.listen(0, HOST, () => {
  process.send?.(`http://${HOST}:${(server.address() as AddressInfo).port}`);
});
process.on("message", (seq) => {
  for (const stream of streams) writeTo(stream, Number(seq));
});
process.on("disconnect", () => process.exit(0));
