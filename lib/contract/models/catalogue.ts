import { nearest } from "../nearest.ts";
import { blackForestLabs } from "./black-forest-labs.ts";
import { bytedance } from "./bytedance.ts";
import { falAi } from "./fal-ai.ts";
import { google } from "./google.ts";
import { happyhorse } from "./happyhorse.ts";
import { ideogram } from "./ideogram.ts";
import { klingAi } from "./kling-ai.ts";
import { lightricks } from "./lightricks.ts";
import { luma } from "./luma.ts";
import { minimax } from "./minimax.ts";
import { minimaxTts } from "./minimax-tts.ts";
import type { Model } from "./model.ts";
import { openai } from "./openai.ts";
import { pixverse } from "./pixverse.ts";
import { qwen } from "./qwen.ts";
import { runwayml } from "./runwayml.ts";
import { sync } from "./sync.ts";
import { topaz } from "./topaz.ts";
import { veed } from "./veed.ts";
import { vidu } from "./vidu.ts";
import { wan } from "./wan.ts";
import { xai } from "./xai.ts";
import { zImage } from "./z-image.ts";

/**
 * Every model that can be asked for, in the order in which lists show them: the best known makers
 * first, the others by name, tools for finished files last.
 */
export const MODELS: readonly Model[] = [
  ...bytedance,
  ...google,
  ...klingAi,
  ...openai,
  ...qwen,
  ...minimaxTts,
  ...blackForestLabs,
  ...happyhorse,
  ...ideogram,
  ...lightricks,
  ...luma,
  ...minimax,
  ...pixverse,
  ...runwayml,
  ...vidu,
  ...wan,
  ...xai,
  ...zImage,
  ...falAi,
  ...sync,
  ...topaz,
  ...veed,
];

const byId = new Map(MODELS.map((model) => [model.id, model]));

/** The model with this path, or undefined. */
export function findModel(id: string): Model | undefined {
  return byId.get(id);
}

/** Ids most like a path that is not in the catalogue, best first. */
export function nearestModels(id: string, atMost = 3): string[] {
  return nearest(id, [...byId.keys()], { atMost, maxDistance: Number.POSITIVE_INFINITY });
}
