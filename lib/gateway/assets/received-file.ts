/** A file that came with a request: on local disk, not yet judged, removed with the request. */
export type ReceivedFile = {
  localPath: string;
  /** As the caller calls it: for a nice name, never for what it is. */
  fileName: string;
  sizeBytes: number;
  /** Hex. */
  sha256: string;
};
