import type { Family, GenerationCode, SubCode } from "./codes.ts";

/** What a model makes. `tts` is speech: the name that the public model list uses. */
export const MEDIA = ["image", "video", "tts"] as const;
export type Media = (typeof MEDIA)[number];

const FAMILY_OF: Record<Media, Family> = {
  image: "IMAGE_GENERATION",
  video: "VIDEO_GENERATION",
  tts: "TTS_GENERATION",
};

/** The code that a sub-code has for a medium: `video` + `TIMEOUT` → `VIDEO_GENERATION_TIMEOUT`. */
export function generationCode(media: Media, subCode: SubCode): GenerationCode {
  return `${FAMILY_OF[media]}_${subCode}`;
}

/** The medium to assume when the model is unknown: by the words of the path, else video. */
export function guessMedia(path: string): Media {
  if (path.includes("/ai/tts/")) return "tts";
  return /image/i.test(path) ? "image" : "video";
}
