import { rm } from "node:fs/promises";
import { UPLOAD_FILE_MAX_BYTES } from "#lib/contract/uploads.ts";
import type { UpstreamJob } from "../adapter.ts";
import { findFiles, type NamedFile } from "./find-files.ts";
import { fetchInputFile, type InputFile, type InputFileContext } from "./input-files.ts";
import type { InputLengths } from "./length.ts";
import type { Size } from "./shape.ts";

/** All files of one input together, as for one request. */
const ALL_FILES_MAX_BYTES = 512 * 1024 * 1024;
/** Further pictures are checked, but nobody would see them in a result. */
const SHOWN_REFERENCES_MAX = 4;

/** The files that go into a render, by what they are for. */
export type InputMedia = {
  firstFramePath: string | null;
  lastFramePath: string | null;
  referencePaths: string[];
  /** Whose sound the film gets: of the sound that goes in, else of the film. */
  soundPath: string | null;
  /** Of what the result starts from: a first picture, else a film, else any picture. */
  source: Size | null;
  lengths: InputLengths;
  dispose(): Promise<void>;
};

type Fetched = NamedFile & { file: InputFile };

/** The film that is changed, continued or spoken over, not one to go by. */
function isWorkedOn({ kind, path }: NamedFile): boolean {
  return kind === "video" && path.length === 1 && !/^ref/.test(String(path[0]));
}

function arrange(fetched: readonly Fetched[], job: UpstreamJob): Omit<InputMedia, "dispose"> {
  const pictures = fetched.filter(({ kind, role }) => kind === "image" && role !== "mask");
  const film = fetched.find(isWorkedOn)?.file;
  const sound = fetched.find(({ kind }) => kind === "audio")?.file;
  const first = pictures.find(({ role }) => role === "first");
  const last = pictures.find(({ role }) => role === "last");
  const references = pictures.filter(({ role }) => role === "reference");
  // A film's plain input picture is where it starts, unless a first frame says otherwise.
  const plain = references.find(({ path }) => path[0] === "image_url");
  const start = first ?? (job.model.media === "video" ? plain : undefined);
  const source = (first ?? plain)?.file ?? film ?? (references[0] ?? last)?.file;
  const { keep_audio, keep_original_sound } = job.input;
  const isKept = keep_audio !== false && keep_original_sound !== false;
  const spoken = [sound, isKept ? film : undefined].find((file) => file?.facts.hasSound);
  return {
    firstFramePath: start?.file.path ?? null,
    lastFramePath: last?.file.path ?? null,
    referencePaths: references.slice(0, SHOWN_REFERENCES_MAX).map(({ file }) => file.path),
    soundPath: spoken?.path ?? null,
    source: source?.facts.size ?? null,
    lengths: { soundS: sound?.facts.durationS ?? null, filmS: film?.facts.durationS ?? null },
  };
}

/**
 * Fetches all files that an input names and says what each is for. Throws INVALID_INPUT; and the
 * signal's reason, between two files, when nobody wants the rest.
 */
export async function gatherMedia(
  ctx: InputFileContext,
  job: UpstreamJob,
  signal?: AbortSignal,
): Promise<InputMedia> {
  const fetched: Fetched[] = [];
  const dispose = async () => {
    const temporary = fetched.filter(({ file }) => file.isTemporary);
    await Promise.all(temporary.map(({ file }) => rm(file.path, { force: true })));
  };
  try {
    let leftBytes = ALL_FILES_MAX_BYTES;
    for (const named of findFiles(job.model, job.input)) {
      signal?.throwIfAborted();
      const maxBytes = Math.min(UPLOAD_FILE_MAX_BYTES, leftBytes);
      const file = await fetchInputFile(ctx, named, maxBytes);
      fetched.push({ ...named, file });
      if (file.isTemporary) leftBytes -= file.sizeBytes;
    }
    return { ...arrange(fetched, job), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
