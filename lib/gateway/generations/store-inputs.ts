import { rm, writeFile } from "node:fs/promises";
import type { InputIssue } from "#lib/contract/errors.ts";
import type { GenerationInput } from "#lib/contract/models/check-input.ts";
import type { Accepts, Model } from "#lib/contract/models/model.ts";
import { decodeDataUrl, isDataUrl } from "../assets/data-url.ts";
import { judgeFile } from "../assets/judge-file.ts";
import { toReference } from "../assets/media-reference.ts";
import { mediaExtension } from "../assets/media-types.ts";
import type { ReceivedFile } from "../assets/received-file.ts";
import { safeName } from "../assets/safe-name.ts";
import { keyOfMediaUrl } from "../assets/signed-url.ts";
import type { RequestContext } from "../context.ts";
import { randomBase62 } from "../ids.ts";

type Path = InputIssue["path"];

/** A file that stands in the input at this path, whatever text is there. */
export type InputFile = { path: Path; file: Pick<ReceivedFile, "localPath" | "fileName"> };

export type StoreInputs = {
  generationId: string;
  model: Model;
  /** Checked, with defaults filled in. */
  input: GenerationInput;
  files: readonly InputFile[];
};

export type StoredInputs =
  | { ok: true; input: GenerationInput; keys: string[] }
  | { ok: false; issues: InputIssue[] };

/** One place of the input where a file or its address is. */
type Place = { path: Path; accepts: Accepts; text: string };

/** A file that was judged, and the name that it gets. */
type Upload = { place: Place; localPath: string; name: string };

const UPLOAD_ID_LENGTH = 22;
const OWNER = /^(?:uploads\/)?(gen_[0-9a-z]{26})[/-]/;

function placesOf(model: Model, input: GenerationInput): Place[] {
  return model.fields.flatMap((field): Place[] => {
    if (field.type !== "uri" && field.type !== "uri[]") return [];
    const { name, accepts } = field;
    const value = input[name];
    if (Array.isArray(value)) {
      return value.map((text, index) => ({ path: [name, index], accepts, text: String(text) }));
    }
    return typeof value === "string" ? [{ path: [name], accepts, text: value }] : [];
  });
}

function isAt(path: Path, other: Path): boolean {
  return path.length === other.length && path.every((part, index) => part === other[index]);
}

/** An ending that says what is in a file: of its type, else the caller's own. */
function extensionOf(type: string | null, fileName: string): string {
  const known = mediaExtension(type ?? "");
  const given = /\.([a-z0-9]{1,12})$/i.exec(fileName)?.[1]?.toLowerCase();
  return known === "bin" ? (given ?? known) : known;
}

type Found = { file: InputFile["file"] } | { problem: string };

/** The file at a place as a local one; null where there is an address. Data in place are written down. */
async function findFile(
  { gateway }: RequestContext,
  { path, text }: Place,
  { files }: StoreInputs,
  temporary: string[],
): Promise<Found | null> {
  const received = files.find((each) => isAt(each.path, path));
  if (received) return received;
  if (!isDataUrl(text)) return null;
  const bytes = decodeDataUrl(text);
  if (bytes === null) return { problem: "must be a data URL of valid base64" };
  if (bytes.length === 0) return { problem: "is an empty file" };
  const localPath = await gateway.media.temporaryPath("upload");
  temporary.push(localPath);
  await writeFile(localPath, bytes);
  return { file: { localPath, fileName: "" } };
}

/** Every file of an input, judged: one after the other, so that one request takes one thread. */
async function judgeUploads(
  ctx: RequestContext,
  args: StoreInputs,
  places: readonly Place[],
  temporary: string[],
): Promise<{ uploads: Upload[]; issues: InputIssue[] }> {
  const uploads: Upload[] = [];
  const issues: InputIssue[] = [];
  for (const place of places) {
    const { path, accepts } = place;
    const found = await findFile(ctx, place, args, temporary);
    if (found && "problem" in found) issues.push({ path, message: found.problem });
    if (!found || "problem" in found) continue;
    const { localPath, fileName } = found.file;
    const judged = await judgeFile(localPath, accepts);
    if (!judged.ok) issues.push({ path, message: judged.problem });
    else {
      const base = safeName(fileName.replace(/\.[^.]*$/, "")) || safeName(String(path[0]));
      uploads.push({ place, localPath, name: `${base}.${extensionOf(judged.type, fileName)}` });
    }
  }
  return { uploads, issues };
}

/** Keys of our own files that the input names by valid links, where this workspace has made them in this mode. */
async function findLinked(
  { gateway, actor }: RequestContext,
  places: readonly Place[],
): Promise<Map<Place, string>> {
  const linked = new Map<Place, { key: string; owner: string }>();
  for (const place of places) {
    const key = keyOfMediaUrl(place.text, gateway.urlSecret, gateway.now());
    const owner = key && OWNER.exec(key)?.[1];
    if (key && owner) linked.set(place, { key, owner });
  }
  if (linked.size === 0) return new Map();
  const { rows } = await gateway.db.pool.query<{ id: string }>(
    `select id from generations
     where id = any($1) and workspace_id = $2 and mode = $3 and deleted_at is null`,
    [[...linked.values()].map(({ owner }) => owner), actor.workspaceId, actor.mode],
  );
  const owned = new Set(rows.map(({ id }) => id));
  return new Map(
    [...linked].flatMap(([place, { key, owner }]) => (owned.has(owner) ? [[place, key]] : [])),
  );
}

async function putUploads(
  { gateway }: RequestContext,
  { generationId }: StoreInputs,
  uploads: readonly Upload[],
): Promise<Map<Place, string>> {
  const keys = new Map<Place, string>();
  try {
    for (const { place, localPath, name } of uploads) {
      const key = `uploads/${generationId}-${randomBase62(UPLOAD_ID_LENGTH)}/${name}`;
      keys.set(place, key);
      await gateway.media.put(key, localPath);
    }
    return keys;
  } catch (error) {
    await Promise.all([...keys.values()].map((key) => gateway.media.remove(key)));
    throw error;
  }
}

function replaceAt(input: GenerationInput, [name, index]: Path, text: string): void {
  const value = input[String(name)];
  if (Array.isArray(value)) input[String(name)] = value.with(Number(index), text);
  else input[String(name)] = text;
}

/**
 * Puts the files of an input into our store: those that came with the request, and data in place of
 * a URL. They are judged by their bytes first; nothing is stored when one does not fit its field.
 * The input that comes back names them, and files of the workspace that were there before, by
 * references that do not end. Other addresses stay as they are: nothing is fetched.
 */
export async function storeInputs(ctx: RequestContext, args: StoreInputs): Promise<StoredInputs> {
  const places = placesOf(args.model, args.input);
  if (places.length === 0) return { ok: true, input: args.input, keys: [] };
  const temporary: string[] = [];
  try {
    const { uploads, issues } = await judgeUploads(ctx, args, places, temporary);
    if (issues.length > 0) return { ok: false, issues };
    const linked = await findLinked(ctx, places);
    const stored = await putUploads(ctx, args, uploads);
    const input = { ...args.input };
    const { urlSecret } = ctx.gateway;
    for (const [kind, keys] of [
      ["linked", linked],
      ["upload", stored],
    ] as const) {
      for (const [place, key] of keys) {
        replaceAt(input, place.path, toReference({ kind, key }, urlSecret));
      }
    }
    return { ok: true, input, keys: [...stored.values()] };
  } finally {
    await Promise.all(temporary.map((localPath) => rm(localPath, { force: true })));
  }
}

/**
 * Removes what was stored for a generation that was not accepted after all. Where nobody can say
 * whether it was, because the database went away over it, the files stay.
 */
export async function discardInputs(
  { gateway }: RequestContext,
  generationId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  try {
    const { rowCount } = await gateway.db.pool.query("select from generations where id = $1", [
      generationId,
    ]);
    if (rowCount === 0) await Promise.all(keys.map((key) => gateway.media.remove(key)));
  } catch (error) {
    gateway.log.warn({ err: error, generationId, keys }, "uploads of a failed request may be left");
  }
}
