import type { GenerationData } from "#lib/contract/generation.ts";

export type ResultFile = { url: string; file_name: string; content_type: string };

/** The files of a result, whatever they are. */
export function resultFiles(data: GenerationData): readonly ResultFile[] {
  switch (data.type) {
    case "image":
      return data.images;
    case "video":
      return data.videos;
    case "audio":
      return data.audios;
  }
}
