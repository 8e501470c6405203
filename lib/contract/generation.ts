import { z } from "zod";
import { billing, errorBody } from "./errors.ts";
import { type GenerationStatus, isTerminal, STATUSES } from "./generation-status.ts";
import { MEDIA } from "./media.ts";

export { type GenerationStatus, isTerminal, STATUSES };
export const generationStatus = z.enum(STATUSES);

const file = z.object({
  url: z.string(),
  file_name: z.string(),
  content_type: z.string(),
});

export const imageFile = file.extend({ width: z.number().int(), height: z.number().int() });
export const videoFile = imageFile.extend({
  duration: z.number(),
  fps: z.number(),
  has_audio: z.boolean(),
});
export const audioFile = file.extend({ duration: z.number() });

const made = { n: z.number().int(), actual_prompt: z.string().optional() };

/** What was made; the singular field is the first of the plural one. */
export const generationData = z.discriminatedUnion("type", [
  z.object({ type: z.literal("image"), ...made, images: z.array(imageFile), image: imageFile }),
  z.object({ type: z.literal("video"), ...made, videos: z.array(videoFile), video: videoFile }),
  z.object({ type: z.literal("audio"), ...made, audios: z.array(audioFile), audio: audioFile }),
]);
export type GenerationData = z.infer<typeof generationData>;

/** Credits of a generation, by the bucket that pays. */
export const usage = z.object({
  total: z.number().int(),
  subscription: z.number().int(),
  permanent: z.number().int(),
});
export type Usage = z.infer<typeof usage>;

/** One try at an upstream, which is never named: its number, its failure if any, milliseconds. */
export const attempt = z.object({
  n: z.number().int(),
  code: z.string().nullable(),
  ms: z.number().int().nullable(),
});
export type Attempt = z.infer<typeof attempt>;

/** A generation as every answer and every stream frame shows it; the error's fields only when FAILED. */
export const generation = z.object({
  id: z.string(),
  status: generationStatus,
  input: z.record(z.string(), z.unknown()),
  data: generationData.nullable(),
  usage,
  livemode: z.boolean(),
  model: z.string(),
  media: z.enum(MEDIA),
  /** Share of the work done, 0 to 1. */
  progress: z.number(),
  /** How many are ahead of it in the queue; null once it runs, or while that is not known yet. */
  queue_position: z.number().int().nullable(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  attempts: z.array(attempt),
  billing,
  ...errorBody.partial().omit({ billing: true }).shape,
});
export type Generation = z.infer<typeof generation>;

/** A search can give fewer items than asked for, even none, and still have a next page: go on until null. */
export const generationPage = z.object({
  items: z.array(generation),
  next_cursor: z.string().nullable(),
});
export type GenerationPage = z.infer<typeof generationPage>;
