/**
 * What the sandbox can be asked to render, as plain data that crosses into a worker thread.
 * One job makes one file. Sizes are pixels, times are seconds, `outPath` is written whole
 * before the job resolves.
 */
export type RenderJob = PictureJob | FilmJob | SpeechJob;

export type PictureJob = {
  kind: "picture";
  prompt: string;
  /** Same seed, same bytes. */
  seed: number;
  widthPx: number;
  heightPx: number;
  format: "png" | "jpeg" | "webp";
  /** Cut out of its surroundings; PNG and WebP only. */
  isTransparent: boolean;
  /** Files of input pictures, already on disk; used visibly in the result. */
  referencePaths: readonly string[];
  outPath: string;
};

export type FilmJob = {
  kind: "film";
  prompt: string;
  negativePrompt: string;
  seed: number;
  widthPx: number;
  heightPx: number;
  durationS: number;
  /** Whole frames a second. */
  fps: number;
  hasAudio: boolean;
  /** A film or sound file whose sound this film gets instead of one of its own. */
  soundPath: string | null;
  firstFramePath: string | null;
  lastFramePath: string | null;
  referencePaths: readonly string[];
  outPath: string;
};

export type SpeechJob = {
  kind: "speech";
  text: string;
  /** A voice name of any model; unknown names get a steady choice. */
  voice: string;
  /** 1 is normal. */
  speed: number;
  outPath: string;
};

/** What was really made, measured on the result. */
export type RenderResult = {
  contentType: "image/png" | "image/jpeg" | "image/webp" | "video/mp4" | "audio/mpeg";
  sizeBytes: number;
  widthPx: number | null;
  heightPx: number | null;
  durationS: number | null;
  fps: number | null;
  hasAudio: boolean;
};

/** Work done so far: frames of a film (audio and muxing count as the last ones), 0..total. */
export type RenderProgress = { done: number; total: number };
