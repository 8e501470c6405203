/** Endings of the files that we store, and the types that they are served as. */
const TYPES = new Map([
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["webp", "image/webp"],
  ["gif", "image/gif"],
  ["avif", "image/avif"],
  ["mp4", "video/mp4"],
  ["webm", "video/webm"],
  ["mov", "video/quicktime"],
  ["mp3", "audio/mpeg"],
  ["wav", "audio/wav"],
  ["ogg", "audio/ogg"],
  ["m4a", "audio/mp4"],
  ["aac", "audio/aac"],
  ["flac", "audio/flac"],
]);
const EXTENSIONS = new Map([...TYPES].map(([extension, type]) => [type, extension]));

/** The type of a stored file, by its key; one that no browser shows when it is none of ours. */
export function mediaType(key: string): string {
  return TYPES.get(key.slice(key.lastIndexOf(".") + 1)) ?? "application/octet-stream";
}

/** The ending of a file of this type; "bin" for a type that is none of ours. */
export function mediaExtension(type: string): string {
  return EXTENSIONS.get(type) ?? "bin";
}
