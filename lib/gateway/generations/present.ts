import type { ErrorCode } from "#lib/contract/codes.ts";
import type { ErrorBody } from "#lib/contract/errors.ts";
import type { Generation, GenerationData } from "#lib/contract/generation.ts";
import { withMediaUrls } from "../assets/media-reference.ts";
import { signMediaUrl } from "../assets/signed-url.ts";
import type { RequestContext } from "../context.ts";
import type { EventState, GenerationRow, StoredFailure, StoredFile } from "../db/schema.ts";
import { errorBodyOf } from "../error-body.ts";
import { eventState } from "./lifecycle.ts";
import { renderedInput } from "./rendered-input.ts";

/** What links in an answer are made with. */
export type PresentContext = Pick<RequestContext, "gateway" | "origin">;

function linkOf({ origin, gateway }: PresentContext) {
  return { origin, secret: gateway.urlSecret, now: gateway.now() };
}

function fileBase(ctx: PresentContext, file: StoredFile) {
  return {
    url: signMediaUrl({ ...linkOf(ctx), key: file.key }),
    file_name: file.fileName,
    content_type: file.contentType,
  };
}

function presentImage(ctx: PresentContext, file: StoredFile) {
  return { ...fileBase(ctx, file), width: file.widthPx ?? 0, height: file.heightPx ?? 0 };
}

function presentVideo(ctx: PresentContext, file: StoredFile) {
  return {
    ...presentImage(ctx, file),
    duration: file.durationS ?? 0,
    fps: file.fps ?? 0,
    has_audio: file.hasAudio,
  };
}

function presentAudio(ctx: PresentContext, file: StoredFile) {
  return { ...fileBase(ctx, file), duration: file.durationS ?? 0 };
}

function presentData(
  ctx: PresentContext,
  row: Pick<GenerationRow, "mode" | "media" | "input">,
  files: readonly StoredFile[],
): GenerationData | null {
  const [first] = files;
  if (!first) return null;
  const { prompt } = renderedInput(row);
  const made = {
    n: files.length,
    ...(typeof prompt === "string" && { actual_prompt: prompt }),
  };
  switch (row.media) {
    case "image": {
      const images = files.map((file) => presentImage(ctx, file));
      return { type: "image", ...made, images, image: presentImage(ctx, first) };
    }
    case "video": {
      const videos = files.map((file) => presentVideo(ctx, file));
      return { type: "video", ...made, videos, video: presentVideo(ctx, first) };
    }
    case "tts": {
      const audios = files.map((file) => presentAudio(ctx, file));
      return { type: "audio", n: files.length, audios, audio: presentAudio(ctx, first) };
    }
  }
}

/** A stored failure as the error body that the contract promises everywhere. */
export function presentFailure(origin: string, failure: StoredFailure): ErrorBody {
  return errorBodyOf({ ...failure, code: failure.code as ErrorCode }, origin);
}

function isoOrNull(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** The generation object, as the row is now or as it was at an event. */
export function presentGeneration(
  ctx: PresentContext,
  row: GenerationRow,
  state: EventState = eventState(row),
  queuePosition: number | null = row.queuePosition,
): Generation {
  return {
    id: row.id,
    status: state.status,
    input: withMediaUrls(row.input, linkOf(ctx)),
    data: state.status === "COMPLETED" ? presentData(ctx, row, state.files ?? []) : null,
    usage: row.usage,
    livemode: row.mode === "live",
    model: row.model,
    media: row.media,
    progress: state.progress,
    queue_position: state.status === "IN_QUEUE" ? queuePosition : null,
    created_at: row.createdAt.toISOString(),
    started_at: isoOrNull(state.startedAt),
    finished_at: isoOrNull(state.finishedAt),
    attempts: state.attempts,
    ...(state.failure && presentFailure(ctx.origin, state.failure)),
    billing: { held: 0, captured: 0, released: 0, entry_ids: [] },
  };
}
