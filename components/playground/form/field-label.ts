import { fieldTitle } from "#lib/contract/models/read-json-schema.ts";

/** Names that say more than their words do. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ["num_images", "Images per result"],
  ["fps", "Frames per second"],
  ["seconds", "Duration"],
  ["image_urls", "Images"],
  ["video_urls", "Videos"],
  ["audio_urls", "Audio files"],
  ["reference_image_urls", "Reference images"],
  ["reference_video_urls", "Reference videos"],
  ["video_refs", "Video references"],
]);

/** What a field is called in the form. */
export function fieldLabel(name: string): string {
  return LABELS.get(name) ?? fieldTitle(name);
}
