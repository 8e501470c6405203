/**
 * A program of its own that sends a form of one long part and prints what it was answered: a client
 * that shares no event loop with the server, as real ones do not. Its one argument is SendForm as JSON.
 */
import { request } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";

export type SendForm = {
  url: string;
  headers: Record<string, string>;
  by: "fetch" | "http";
  /** What comes before the long part's bytes, and behind them. */
  head: string;
  sizeBytes: number;
  tail: string;
};

export type SentForm = { status: number; body: string; sentBytes: number };

const form: SendForm = JSON.parse(process.argv[2] ?? "");
let sentBytes = 0;

async function* body() {
  yield Buffer.from(form.head);
  const piece = Buffer.alloc(256 * 1024, "x");
  while (sentBytes < form.sizeBytes) {
    sentBytes += piece.length;
    yield piece;
  }
  yield Buffer.from(form.tail);
}

async function byFetch(source: Readable) {
  const { url, headers } = form;
  const init = { method: "POST", headers, body: Readable.toWeb(source), duplex: "half" };
  const response = await fetch(url, init as RequestInit);
  return { status: response.status, body: await response.text() };
}

function byHttp(source: Readable) {
  return new Promise<Omit<SentForm, "sentBytes">>((resolve, reject) => {
    const sending = request(form.url, { method: "POST", headers: form.headers });
    sending.on("error", reject).on("response", async (response) => {
      resolve({ status: response.statusCode ?? 0, body: await text(response) });
    });
    source.pipe(sending);
  });
}

const source = Readable.from(body());
const answer = await (form.by === "fetch" ? byFetch(source) : byHttp(source));
process.stdout.write(JSON.stringify({ ...answer, sentBytes } satisfies SentForm), () =>
  process.exit(0),
);
