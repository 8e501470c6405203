/** Providers whose names are not the words of their ids. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["openai", "OpenAI"],
  ["kling-ai", "Kling AI"],
  ["xai", "xAI"],
  ["bytedance", "ByteDance"],
  ["runwayml", "Runway"],
  ["z-image", "Z-Image"],
  ["fal-ai", "fal"],
  ["minimax", "MiniMax"],
  ["minimax-tts", "MiniMax"],
  ["pixverse", "PixVerse"],
  ["happyhorse", "HappyHorse"],
  ["veed", "VEED"],
]);

/** Who makes a model, by the first part of its id: "black-forest-labs/kontext" → "Black Forest Labs". */
export function providerTitle(modelId: string): string {
  const [provider = ""] = modelId.split("/");
  const words = provider.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return TITLES.get(provider) ?? words.join(" ");
}
