import type { ErrorBody } from "#lib/contract/errors.ts";
import type { Generation, GenerationStatus } from "#lib/contract/generation.ts";

/** A generation as a frame shows it. */
export function frame(status: GenerationStatus): Generation {
  return {
    id: "gen_1",
    status,
    input: { prompt: "a" },
    data: null,
    usage: { total: 1, subscription: 1, permanent: 0 },
    livemode: false,
    model: "kling-ai/v3/video",
    media: "video",
    progress: 0,
    queue_position: null,
    created_at: "2026-11-23T10:00:00.000Z",
    started_at: null,
    finished_at: null,
    attempts: [],
    billing: { held: 0, captured: 0, released: 0, entry_ids: [] },
  };
}

/** A stream that sends these frames and breaks off. */
export function sse(frames: readonly { id?: number; body: unknown }[]): Response {
  const text = frames
    .map(
      ({ id, body }) => `${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(body)}\n\n`,
    )
    .join("");
  return new Response(`retry: 2000\n\n${text}`, {
    headers: { "content-type": "text/event-stream" },
  });
}

export const errorBodyExample: ErrorBody = {
  error: "NOT_FOUND",
  code: "NOT_FOUND",
  message: "There is no such generation.",
  request_id: "req_1",
  docs_url: "http://gateway.test/errors/NOT_FOUND",
  fault: "caller",
  retryable: false,
  retry_after_ms: null,
  next_action: "check_address",
};
