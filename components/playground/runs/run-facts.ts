import { codeFacts } from "#lib/contract/codes.ts";
import type { ErrorBody } from "#lib/contract/errors.ts";
import type { Generation, GenerationData } from "#lib/contract/generation.ts";
import { parseRatio } from "../form/aspect-ratio.ts";
import { formatNumber } from "../format.ts";

export type PictureFile = Extract<GenerationData, { type: "image" }>["image"];
export type FilmFile = Extract<GenerationData, { type: "video" }>["video"];
export type SpeechFile = Extract<GenerationData, { type: "audio" }>["audio"];

/** Width over height of what comes out, known before it is there; null for speech. */
export function runRatio(generation: Pick<Generation, "media" | "input" | "data">): number | null {
  const { media, input, data } = generation;
  if (data?.type === "image") return data.image.width / data.image.height;
  if (data?.type === "video") return data.video.width / data.video.height;
  if (media === "tts") return null;
  const asked = parseRatio(input.image_size) ?? parseRatio(input.aspect_ratio);
  return asked ?? (media === "video" ? 16 / 9 : 1);
}

/** Milliseconds from acceptance to the end; null while it runs. */
export function runTookMs(generation: Pick<Generation, "created_at" | "finished_at">) {
  const { created_at, finished_at } = generation;
  return finished_at === null ? null : Date.parse(finished_at) - Date.parse(created_at);
}

/** The error body of a failed generation; null for one that did not fail. */
export function runError(generation: Generation): ErrorBody | null {
  const { error, code, message, request_id, docs_url } = generation;
  const { fault, retryable, retry_after_ms, next_action } = generation;
  if (generation.status !== "FAILED" || !code || !fault) return null;
  return {
    ...{ error: error ?? code, code, message: message ?? codeFacts(code).message },
    ...{ request_id: request_id ?? "", docs_url: docs_url ?? "", fault },
    ...{ retryable: retryable ?? false, retry_after_ms: retry_after_ms ?? null },
    next_action: next_action ?? codeFacts(code).nextAction,
    ...(generation.issues && { issues: generation.issues }),
    ...(generation.suggestions && { suggestions: generation.suggestions }),
    billing: generation.billing,
  };
}

function seconds(duration: number): string {
  return `${Math.round(duration * 10) / 10} s`;
}

/** What was made, in short facts: "1280 × 720", "5 s", "24 fps", "sound". */
export function resultFacts(data: GenerationData): string[] {
  switch (data.type) {
    case "image": {
      const { width, height } = data.image;
      return [`${width} × ${height}`, ...(data.n > 1 ? [`${data.n} results`] : [])];
    }
    case "video": {
      const { width, height, duration, fps, has_audio } = data.video;
      return [
        `${width} × ${height}`,
        seconds(duration),
        `${fps} fps`,
        has_audio ? "sound" : "silent",
        ...(data.n > 1 ? [`${data.n} results`] : []),
      ];
    }
    case "audio":
      return [seconds(data.audio.duration), ...(data.n > 1 ? [`${data.n} results`] : [])];
  }
}

/** Where a run stands, in words for a person who waits. */
export function waitingText(generation: Pick<Generation, "status" | "queue_position">): string {
  if (generation.status === "IN_PROGRESS") return "Rendering";
  const ahead = generation.queue_position ?? 0;
  return ahead === 0 ? "Next in the queue" : `${formatNumber(ahead)} ahead of you`;
}

/** The address that makes a browser save a file instead of showing it. */
export function downloadUrl(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}download=1`;
}
