import { z } from "zod";

const name = (maxLength: number) => {
  const error = `must be text of at most ${maxLength} characters`;
  return z.string({ error }).max(maxLength, { error }).optional();
};

/** Body of the synchronous speech call. The model is named by `modelId`, else provider + model, else endpoint. */
export const speechRequest = z.object(
  {
    modelId: name(200),
    provider: name(100),
    model: name(200),
    endpoint: name(200),
    input: z.record(z.string(), z.unknown(), {
      error: 'must be an object such as {"text": "Hello"}',
    }),
  },
  { error: "must be a JSON object" },
);
export type SpeechRequest = z.infer<typeof speechRequest>;

/** The model that a speech call means, as a catalogue id; null when none is named. */
export function speechModelId(request: Omit<SpeechRequest, "input">): string | null {
  if (request.modelId) return request.modelId;
  if (request.provider && request.model) return `${request.provider}/${request.model}`;
  return request.endpoint ?? null;
}

export const speechResult = z.object({
  success: z.literal(true),
  data: z.object({
    provider: z.string(),
    model: z.string(),
    modelId: z.string(),
    endpoint: z.string(),
    audio_url: z.string(),
    audio: z.object({ url: z.string(), content_type: z.string(), duration: z.number() }),
    output: z.object({ audio_url: z.string() }),
    logs: z.null(),
    metrics: z.null(),
  }),
});
export type SpeechResult = z.infer<typeof speechResult>;
