/** Fields that mean the same at different models, one line a meaning. */
const SAME: readonly (readonly string[])[] = [
  ["duration", "seconds"],
  ["generate_audio", "audio", "enable_audio"],
  ["n", "num_images"],
  ["first_frame_url", "start_image_url"],
  ["last_frame_url", "end_frame_url", "end_image_url"],
  ["reference_image_urls", "reference_image_url"],
  ["reference_video_urls", "video_urls", "video_refs"],
  ["audio_url", "audio_urls"],
];

const START_FRAMES = ["first_frame_url", "start_image_url"];
const PICTURES = ["image_urls", "reference_image_urls", "reference_image_url"];

/** What comes near enough to be a better guess than an empty field, best first. */
const NEAR: ReadonlyMap<string, readonly string[]> = new Map([
  ["image_url", [...PICTURES, ...START_FRAMES, "human_image_url"]],
  ["image_urls", ["image_url", "reference_image_urls", "reference_image_url", ...START_FRAMES]],
  ["first_frame_url", ["image_url", "image_urls"]],
  ["start_image_url", ["image_url", "image_urls"]],
  ["reference_image_urls", ["image_urls", "image_url"]],
  ["reference_image_url", ["image_url", "image_urls"]],
  ["human_image_url", ["image_url", "image_urls"]],
]);

/** Other names of what a field means, the likeliest first. */
export function otherNames(name: string): readonly string[] {
  const same = SAME.find((names) => names.includes(name)) ?? [];
  return [...same.filter((other) => other !== name), ...(NEAR.get(name) ?? [])];
}
