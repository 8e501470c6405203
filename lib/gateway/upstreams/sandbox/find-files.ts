import type { Field, Model } from "#lib/contract/models/model.ts";
import { isReferenceShaped } from "../../assets/media-reference.ts";
import type { FileKind, FileRequest } from "./input-files.ts";
import type { Input } from "./values.ts";

/** What a file is for: frames of a film, a mask that is not shown, or something to go by. */
export type FileRole = "first" | "last" | "mask" | "reference";

export type NamedFile = FileRequest & { role: FileRole };

/** More are not looked at: open schemas may name thousands. */
const FILES_MAX = 24;

const ROLES: readonly [RegExp, FileRole][] = [
  [/^(first|start)_(frame|image)_url$/, "first"],
  [/^(last|end|tail)_(frame|image)_url$/, "last"],
  [/mask/, "mask"],
];

const URL_FIELD = /_(urls?|refs)$/;

/** The kind that a key of an open schema speaks of; null for those that name no file that is shown. */
function kindByName(key: string): FileKind | null {
  if (!URL_FIELD.test(key)) return null;
  if (key.includes("video")) return "video";
  if (key.includes("audio")) return "audio";
  return /image|frame/.test(key) ? "image" : null;
}

function kindOf(field: Field | undefined, key: string): FileKind | null {
  if (!field) return kindByName(key);
  if (field.type !== "uri" && field.type !== "uri[]") return null;
  return field.accepts === "file" ? null : field.accepts;
}

/** A URL, or what stands in its place for a file of our own store. */
function isUrl(value: unknown): value is string {
  if (typeof value !== "string") return false;
  return /^(https?:\/\/|data:)/i.test(value) || isReferenceShaped(value);
}

/**
 * The pictures, films and sounds that an input names, at most 24: listed fields in the model's order,
 * then keys of an open schema that speak of one.
 */
export function findFiles(model: Pick<Model, "fields">, input: Input): NamedFile[] {
  const fields = new Map(model.fields.map((field) => [field.name, field]));
  const others = Object.keys(input).filter((key) => !fields.has(key));
  const found = [...fields.keys(), ...others].flatMap((key) => {
    const kind = kindOf(fields.get(key), key);
    const value = Object.hasOwn(input, key) ? input[key] : undefined;
    if (kind === null) return [];
    const role = ROLES.find(([name]) => name.test(key))?.[1] ?? "reference";
    const urls = Array.isArray(value) ? value.slice(0, FILES_MAX) : [value];
    return urls.flatMap((url, index) => {
      const path = Array.isArray(value) ? [key, index] : [key];
      return isUrl(url) ? [{ kind, role, url, path }] : [];
    });
  });
  return found.slice(0, FILES_MAX);
}
