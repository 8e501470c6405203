import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { generationCode } from "#lib/contract/media.ts";
import type { Model } from "#lib/contract/models/model.ts";
import {
  UPLOAD_FILE_MAX_BYTES,
  UPLOAD_PARTS_MAX,
  UPLOAD_REQUEST_MAX_BYTES,
  UPLOAD_TEXT_MAX_BYTES,
} from "#lib/contract/uploads.ts";
import type { MediaStore } from "../../assets/media-store.ts";
import type { ReceivedFile } from "../../assets/received-file.ts";
import { GatewayError } from "../../errors.ts";
import { invalidInput } from "../../generations/create.ts";
import { type AssembledForm, assembleForm, type FormEntry, isFileField } from "./assemble-form.ts";
import { MalformedForm, type Part, readBoundary, readParts } from "./read-parts.ts";

const MIB = 1024 * 1024;

export type FormLimits = {
  fileBytes: number;
  requestBytes: number;
  textBytes: number;
  parts: number;
};

const LIMITS: FormLimits = {
  fileBytes: UPLOAD_FILE_MAX_BYTES,
  requestBytes: UPLOAD_REQUEST_MAX_BYTES,
  textBytes: UPLOAD_TEXT_MAX_BYTES,
  parts: UPLOAD_PARTS_MAX,
};

export type ReceivedForm = AssembledForm & {
  /** Removes the files that nobody has moved away. */
  dispose(): Promise<void>;
};

type Receipt = {
  media: Pick<MediaStore, "temporaryPath">;
  model: Model;
  limits: FormLimits;
  /** Every local path that was given out, written or not. */
  paths: string[];
  textBytes: number;
};

function tooLarge(message: string): GatewayError {
  return new GatewayError("PAYLOAD_TOO_LARGE", { message });
}

function sizeText(bytes: number): string {
  return bytes % MIB === 0 ? `${bytes / MIB} MiB` : `${bytes} bytes`;
}

function requireFileField(model: Model, name: string): void {
  const names = model.fields.filter(isFileField).map((field) => field.name);
  if (names.includes(name)) return;
  const where =
    names.length > 0 ? `files go under ${names.join(", ")}` : "this model takes no files";
  throw invalidInput(model, [{ path: [name], message: `must not be a file; ${where}` }]);
}

/**
 * The bytes of a body up to a bound. A caller who hangs up leaves a form without its end. What is
 * not read stays where it is: the server sees to the connection, whose answer is still to be sent.
 */
async function* boundedBody(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  const problem = `A whole request may have at most ${sizeText(maxBytes)}.`;
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(problem);
  const reader = request.body?.getReader();
  let sizeBytes = 0;
  while (reader) {
    const { value } = await reader.read().catch((cause: unknown) => {
      throw new MalformedForm("broke off before its end", { cause });
    });
    if (!value) return;
    sizeBytes += value.byteLength;
    if (sizeBytes > maxBytes) throw tooLarge(problem);
    yield value;
  }
}

async function receiveText(receipt: Receipt, { name, body }: Part): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    receipt.textBytes += chunk.length;
    if (receipt.textBytes > receipt.limits.textBytes) {
      const most = sizeText(receipt.limits.textBytes);
      throw tooLarge(`${name} is too long: the texts of a form may have at most ${most} together.`);
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (isUtf8(bytes)) return bytes.toString();
  throw invalidInput(receipt.model, [{ path: [name], message: "must be UTF-8" }]);
}

/** Writes a file to local disk while it arrives. */
async function receiveFile(receipt: Receipt, part: Part): Promise<ReceivedFile> {
  requireFileField(receipt.model, part.name);
  const localPath = await receipt.media.temporaryPath("upload");
  receipt.paths.push(localPath);
  // Opened before anything can fail: a stream that opens late would make a file behind its removal.
  const handle = await open(localPath, "w");
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const measure = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      sizeBytes += chunk.length;
      if (sizeBytes > receipt.limits.fileBytes) {
        const most = sizeText(receipt.limits.fileBytes);
        throw tooLarge(`${part.name} is too large: one file may have at most ${most}.`);
      }
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(part.body, measure, handle.createWriteStream());
  return { localPath, fileName: part.fileName ?? "", sizeBytes, sha256: hash.digest("hex") };
}

/** All parts, in their order. A file that a form's empty line stands for is left out. */
async function receiveParts(receipt: Receipt, request: Request): Promise<FormEntry[]> {
  const entries: FormEntry[] = [];
  const boundary = readBoundary(request.headers.get("content-type") ?? "");
  const body = boundedBody(request, receipt.limits.requestBytes);
  await readParts(body, boundary, async (part, index) => {
    if (index >= receipt.limits.parts) {
      throw tooLarge(`A form may have at most ${receipt.limits.parts} parts.`);
    }
    const { name } = part;
    if (part.fileName === null) entries[index] = { name, text: await receiveText(receipt, part) };
    else entries[index] = { name, file: await receiveFile(receipt, part) };
  });
  return entries.filter(
    (entry) => !("file" in entry) || entry.file.sizeBytes > 0 || entry.file.fileName !== "",
  );
}

/**
 * Reads a multipart/form-data body for a model: files go to local disk while they arrive, texts
 * become the values that their fields take. Throws PAYLOAD_TOO_LARGE as soon as a bound is passed,
 * and INVALID_INPUT of the model's family for what is no form or does not fit; then no file is left.
 */
export async function readForm(
  media: Pick<MediaStore, "temporaryPath">,
  request: Request,
  model: Model,
  limits: FormLimits = LIMITS,
): Promise<ReceivedForm> {
  const receipt: Receipt = { media, model, limits, paths: [], textBytes: 0 };
  const dispose = async () => {
    await Promise.all(receipt.paths.map((localPath) => rm(localPath, { force: true })));
  };
  try {
    const assembled = assembleForm(model, await receiveParts(receipt, request));
    if (!assembled.ok) throw invalidInput(model, assembled.issues);
    return { ...assembled.form, dispose };
  } catch (error) {
    await dispose();
    if (!(error instanceof MalformedForm)) throw error;
    throw new GatewayError(generationCode(model.media, "INVALID_INPUT"), {
      message: `The form is not valid: it ${error.message}.`,
      issues: [{ path: [], message: `must be multipart/form-data; it ${error.message}` }],
      cause: error,
    });
  }
}
