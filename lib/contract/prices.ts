/**
 * What a model costs, in whole credits. One table that an operator can edit:
 * a unit price, times how many units the input asks for, times its multipliers, times the results.
 */
export type Price = {
  readonly per: "result" | "second" | "100 characters";
  readonly credits: number;
  /** Factors by the value of a field: `{ resolution: { "4K": 2 } }`. Values not listed count as 1. */
  readonly multipliers?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Seconds to charge where the input does not say how long; 5 when absent. */
  readonly assumedSeconds?: number;
};

/** Of a model that nobody has priced. */
export const FALLBACK_PRICE: Price = { per: "result", credits: 10 };

const SILENT = { generate_audio: { false: 0.75 } };

const pictures: Readonly<Record<string, Price>> = {
  "bytedance/seedream-4.5": result(8, { resolution: { "4K": 2 } }),
  "bytedance/seedream-5-lite": result(6),
  "bytedance/seedream-4.0": result(6, { resolution: { "4K": 2 } }),
  "google/nano-banana-2": result(8, { resolution: { "2K": 1.5, "4K": 2 } }),
  "google/nano-banana-pro": result(14, { resolution: { "4K": 2 } }),
  "google/nano-banana": result(4),
  "kling-ai/v3/image": result(8, { resolution: { "2K": 1.5 } }),
  "kling-ai/o3-image": result(8, { resolution: { "2K": 1.5 } }),
  "kling-ai/o1-image": result(8, { resolution: { "2K": 1.5 } }),
  "openai/gpt-image-2": result(16, {
    quality: { low: 0.25, medium: 0.5 },
    resolution: { "2K": 1.5, "4K": 2 },
  }),
  "openai/gpt-image-1.5": result(12, { quality: { low: 0.25, medium: 0.5, high: 1.5 } }),
  "openai/gpt-image-1": result(10, { quality: { low: 0.25, medium: 0.5, high: 1.5 } }),
  "qwen/qwen-image-2-pro": result(8),
  "qwen/qwen-image-2": result(5),
  "qwen/qwen-image": result(4),
  "black-forest-labs/flux-2-pro": result(8, { resolution: { "1K": 0.75, "4K": 2 } }),
  "black-forest-labs/kontext": result(8, { resolution: { "1K": 0.75, "4K": 2 } }),
  "ideogram/ideogram": result(10, { resolution: { "2K": 1.5, "4K": 2 } }),
  "runwayml/gen4-image": result(10, { resolution: { "720p": 0.75 } }),
  "runwayml/gen4-image-turbo": result(4),
  "vidu/q2": result(6),
  "vidu/q2/text-to-image": result(6),
  "wan/wan-v2.7": result(6),
  "xai/grok-imagine-image": result(6),
  "z-image/z-image": result(4, { resolution: { "1080p": 1.5 } }),
  "fal-ai/kling/v1-5/kolors-virtual-try-on": result(12),
  "topaz/upscale/image": result(12),
};

const films: Readonly<Record<string, Price>> = {
  "bytedance/seedance-2.0": second(24, { resolution: { "480p": 0.5, "1080p": 2 }, ...SILENT }),
  "bytedance/seedance-2.0-fast": second(16, { resolution: { "480p": 0.5 }, ...SILENT }),
  "bytedance/seedance-1.5": second(10, { resolution: { "480p": 0.5, "1080p": 2 }, ...SILENT }),
  "bytedance/seedance-1-pro": second(12, { resolution: { "480p": 0.5, "1080p": 2 } }),
  "bytedance/seedance-1-pro-fast": second(5, { resolution: { "480p": 0.5, "1080p": 2 } }),
  "google/veo-3.1": second(40, { resolution: { "720p": 0.75 }, ...SILENT }),
  "google/veo-3.1-fast": second(16, { resolution: { "720p": 0.75 }, ...SILENT }),
  "google/veo-3.1-lite": second(8, { resolution: { "1080p": 1.5 } }, 8),
  "google/veo-2": second(30, {}, 8),
  "kling-ai/v3/video": second(24, { quality: { pro: 1.5 }, ...SILENT }),
  "kling-ai/o3/video": second(18, { quality: { pro: 1.5 }, ...SILENT }),
  "kling-ai/o3/edit": second(20, { quality: { pro: 1.5 } }),
  "kling-ai/o1/video": second(12, { quality: { pro: 1.5 } }),
  "kling-ai/o1/edit": second(16, { quality: { pro: 1.5 } }),
  "kling-ai/kling-v2.6": second(12, { quality: { pro: 1.5 }, ...SILENT }),
  "kling-ai/motion-control-v2.6": second(10, { quality: { pro: 1.5 } }),
  "kling-ai/kling-v2.5-turbo": second(8),
  "openai/sora-2-pro": second(30, { resolution: { "1080p": 2 } }),
  "openai/sora-2": second(12),
  "happyhorse/happyhorse-1.0": second(14, { resolution: { "720p": 0.75 } }),
  "lightricks/ltx-2.3": second(8, {
    quality: { fast: 0.75 },
    resolution: { "1440p": 2, "2160p": 4 },
    ...SILENT,
  }),
  "lightricks/ltx-2.3/extend-video": second(10),
  "lightricks/ltx-2.3/retake-video": second(10),
  "luma/ray-2": second(10, { resolution: { "720p": 2, "1080p": 3 } }),
  "luma/ray-2-flash": second(4, { resolution: { "720p": 2, "1080p": 3 } }),
  "minimax/hailuo-2.3": second(7, { resolution: { "1080p": 1.75 } }),
  "minimax/hailuo-2.3-fast": second(5, { resolution: { "1080p": 1.75 } }),
  "pixverse/v6": second(8, {
    resolution: { "360p": 0.5, "540p": 0.75, "1080p": 2 },
    generate_audio: { true: 1.25 },
    generate_multi_clip: { true: 1.25 },
  }),
  "pixverse/v6/transition": second(8, {
    resolution: { "360p": 0.5, "540p": 0.75, "1080p": 2 },
    generate_audio: { true: 1.25 },
    generate_multi_clip: { true: 1.25 },
  }),
  "pixverse/v5.6": second(7, {
    resolution: { "540p": 0.75, "1080p": 2 },
    generate_audio: { true: 1.25 },
  }),
  "runwayml/gen-4.5": second(10),
  "runwayml/gen4-turbo": second(6),
  "runwayml/gen4-aleph": second(16),
  "vidu/q2/video-turbo": second(5, { resolution: { "1080p": 1.5 } }),
  "vidu/q3": second(8, {
    resolution: { "360p": 0.5, "540p": 0.75, "1080p": 1.5 },
    audio: { true: 1.25 },
  }),
  "wan/wan-v2.6": second(10, { resolution: { "1080p": 1.5 } }),
  "wan/wan-v2.7-video": second(12, { resolution: { "720p": 0.75 } }),
  "wan/wan-v2.7/edit-video": second(12, { resolution: { "720p": 0.75 } }),
  "xai/grok-imagine-video": second(8, { resolution: { "480p": 0.75 } }),
  "xai/grok-imagine-video/extend-video": second(8),
  // The length of these is that of a file, which is not known when the price is asked.
  "bytedance/omnihuman-v1.5": result(80),
  "lightricks/ltx-2.3/audio-to-video": result(80),
  "pixverse/lipsync": result(30),
  "runwayml/upscale-v1": result(40),
  "sync/lipsync-2": result(50),
  "topaz/upscale/video": result(60),
  "veed/lipsync": result(30),
};

const speech: Readonly<Record<string, Price>> = {
  "qwen/qwen-3-tts/text-to-speech/1.7b": { per: "100 characters", credits: 1 },
  "minimax-tts/speech-02-hd": { per: "100 characters", credits: 2 },
};

export const PRICES: Readonly<Record<string, Price>> = { ...pictures, ...films, ...speech };

function result(credits: number, multipliers: Price["multipliers"] = {}): Price {
  return { per: "result", credits, multipliers };
}

function second(
  credits: number,
  multipliers: Price["multipliers"] = {},
  assumedSeconds = 5,
): Price {
  return { per: "second", credits, multipliers, assumedSeconds };
}
