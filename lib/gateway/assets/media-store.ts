import type { Readable } from "node:stream";

export type StoredMedia = { sizeBytes: number; modifiedAt: Date };

/**
 * Where files of generations live. The disk implements it; an object store can. Keys are
 * `folder/file name`, made by us. A key is written once and never changed.
 */
export type MediaStore = {
  /** A fresh local path to write to; it is not visible under any key. */
  temporaryPath(extension: string): Promise<string>;
  /** Moves a local file in under a key: whole or not at all, and durable when it resolves. */
  put(key: string, localPath: string): Promise<void>;
  /** Null when there is no such key. */
  stat(key: string): Promise<StoredMedia | null>;
  /** Bytes `start` to `end`, both included. */
  read(key: string, range?: { start: number; end: number }): Readable;
  /** A local path to read the whole file from; null when there is no such key. */
  localPath(key: string): Promise<string | null>;
  remove(key: string): Promise<void>;
  /** Throws when nothing can be written. */
  checkWritable(): Promise<void>;
};
