import { nearest } from "../nearest.ts";
import { bytedance } from "./bytedance.ts";
import { google } from "./google.ts";
import { klingAi } from "./kling-ai.ts";
import { minimaxTts } from "./minimax-tts.ts";
import type { Model } from "./model.ts";
import { qwen } from "./qwen.ts";

/** Every model that can be asked for, in the order in which lists show them. */
export const MODELS: readonly Model[] = [
  ...bytedance,
  ...google,
  ...klingAi,
  ...qwen,
  ...minimaxTts,
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
