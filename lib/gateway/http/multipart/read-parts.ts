import type { Readable } from "node:stream";
import { MIMEType } from "node:util";
import { Dicer } from "@fastify/busboy";

const HEADER_MAX_BYTES = 16 * 1024;
const HEADER_PAIRS_MAX = 32;
/** RFC 7578 takes these encodings only: the bytes are sent as they are. */
const PLAIN_ENCODINGS = new Set(["7bit", "8bit", "binary"]);

/** Why a body is no form: `message` goes on behind "it", and is fit for the caller. */
export class MalformedForm extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MalformedForm";
  }
}

export type Part = {
  name: string;
  /** Null for a text. */
  fileName: string | null;
  body: Readable;
};

/** Takes one part. Its body must be read or destroyed; what it throws ends the whole. */
export type TakePart = (part: Part, index: number) => Promise<void>;

const utf8 = (latin1: string) => Buffer.from(latin1, "latin1").toString();

/** The boundary that a multipart/form-data content type names. */
export function readBoundary(contentType: string): string {
  let boundary: string | null = null;
  try {
    boundary = new MIMEType(contentType).params.get("boundary");
  } catch {
    // A type that cannot be read names none.
  }
  if (!boundary) throw new MalformedForm("has no boundary in its Content-Type");
  if (boundary.length > 70) throw new MalformedForm("has a boundary of over 70 characters");
  return boundary;
}

type PartHeaders = Readonly<Record<string, readonly string[] | undefined>>;

function describePart(headers: PartHeaders, body: Readable): Part {
  const disposition = /^\s*form-data\s*(;.*)?$/is.exec(headers["content-disposition"]?.[0] ?? "");
  if (!disposition) {
    throw new MalformedForm("has a part without a Content-Disposition of form-data");
  }
  // Node reads the parameters of a media type; those of a disposition are written alike.
  const { params } = new MIMEType(`multipart/form-data${disposition[1] ?? ""}`);
  const name = utf8(params.get("name") ?? "");
  if (name === "") throw new MalformedForm("has a part without a name");
  const encoding = headers["content-transfer-encoding"]?.[0]?.trim().toLowerCase() ?? "binary";
  if (!PLAIN_ENCODINGS.has(encoding)) {
    throw new MalformedForm(
      "has a part with a Content-Transfer-Encoding; send the bytes as they are",
    );
  }
  const type = headers["content-type"]?.[0]?.trim().toLowerCase() ?? "text/plain";
  const isFile =
    params.has("filename") || params.has("filename*") || !/^(text\/|application\/json)/.test(type);
  return { name, fileName: isFile ? utf8(params.get("filename") ?? "") : null, body };
}

/**
 * The parser, fed chunk by chunk. What fails, in it or in a take, fails the step that runs or the
 * next one: a parser that waits for a reader who has gone would wait for ever.
 */
function openParser(boundary: string, takePart: TakePart) {
  const limits = { maxHeaderPairs: HEADER_PAIRS_MAX, maxHeaderSize: HEADER_MAX_BYTES };
  const parser = new Dicer({ boundary, ...limits });
  const bodies: Readable[] = [];
  const takes: Promise<void>[] = [];
  let failure: { error: unknown } | null = null;
  let failStep = (_error: unknown) => {};
  const fail = (error: unknown) => {
    failure ??= { error };
    failStep(failure.error);
  };
  const step = (run: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => {
      failStep = reject;
      if (failure) return reject(failure.error);
      run((error) => (error ? reject(error) : resolve()));
    });
  parser.on("error", () => fail(new MalformedForm("ends before its closing boundary")));
  parser.on("part", (body) => {
    bodies.push(body);
    body.on("error", () => {});
    body.on("header", (headers) => {
      try {
        const part = describePart(headers as PartHeaders, body);
        takes.push(takePart(part, takes.length).catch(fail));
      } catch (error) {
        fail(error);
      }
    });
  });
  const finished = new Promise<void>((resolve) => parser.once("finish", resolve));
  return {
    write: (chunk: Uint8Array) =>
      step((done) => {
        parser.write(chunk, done);
        // A chunk in which a part that fills its buffer ends together with the form is taken, but the
        // parser, which waits for readers to ask for more, never says so.
        void finished.then(() => done());
      }),
    async end(): Promise<void> {
      parser.end();
      await step((done) => finished.then(() => done()));
      if (takes.length < bodies.length) throw new MalformedForm("has a part with broken headers");
      await step((done) => Promise.all(takes).then(() => done()));
    },
    /** Lets go of everything; resolves when no take runs any more. */
    async abandon(): Promise<void> {
      for (const body of bodies) body.destroy(new Error("the form is not read on"));
      parser.destroy();
      await Promise.all(takes);
    },
  };
}

/**
 * Hands over each part of a multipart/form-data body while it arrives. Resolves when the body has
 * ended and every part is taken. Rejects at once, with nothing more read, when a take rejects, when
 * the caller hangs up, or with MalformedForm when the body is no form; no take runs any more by then.
 */
export async function readParts(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
  takePart: TakePart,
): Promise<void> {
  const parser = openParser(boundary, takePart);
  try {
    for await (const chunk of chunks) await parser.write(chunk);
    await parser.end();
  } catch (error) {
    await parser.abandon();
    throw error;
  }
}
