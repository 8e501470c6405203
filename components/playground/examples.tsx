"use client";
import { AudioLines, Clapperboard, Film, Image as Picture } from "lucide-react";
import { MEDIA, type Media } from "#lib/contract/media.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import type { PlaygroundModel } from "./form/use-recipe-form.ts";
import type { Recipe } from "./recipe.ts";

const WORDS: Readonly<Record<Media, readonly string[]>> = {
  image: ["sunrise over mountains in watercolor style", "a lighthouse in a storm at night, oil"],
  video: ["a neon city in the rain, the camera moves forward", "snow falling over a quiet forest"],
  tts: ["Every take, watched the same evening."],
};

const ICONS = {
  image: <Picture aria-hidden />,
  video: <Film aria-hidden />,
  tts: <AudioLines aria-hidden />,
} as const satisfies Record<Media, React.ReactNode>;

/** The field for the words of a model that needs nothing but words; null for others. */
function wordsOf({ fields }: PlaygroundModel): string | null {
  const needed = fields.filter((field) => field.required).map((field) => field.name);
  const [name] = needed;
  return needed.length === 1 && (name === "prompt" || name === "text") ? name : null;
}

export type ExamplesProps = {
  models: readonly PlaygroundModel[];
  onChoose: (recipe: Recipe) => void;
};

/** What the page says before anything was made: press one of these. */
export function Examples({ models, onChoose }: ExamplesProps) {
  const recipes = MEDIA.flatMap((media) => {
    const model = models.find((entry) => entry.media === media && wordsOf(entry) !== null);
    const name = model && wordsOf(model);
    if (!model || !name) return [];
    return WORDS[media].map((words) => ({
      media,
      words,
      recipe: { model: model.id, input: { [name]: words } },
    }));
  });
  return (
    <EmptyState
      icon={<Clapperboard aria-hidden />}
      title="Nothing on the reel yet"
      className="min-h-[min(30rem,60dvh)] content-center"
      action={recipes.map(({ media, words, recipe }) => (
        <button
          key={words}
          type="button"
          onClick={() => onChoose(recipe)}
          className="inline-flex min-h-9 items-center gap-2 rounded-full border border-line-strong bg-raised px-3.5 py-1.5 text-left text-sm shadow-control transition-colors duration-fast hover:border-control hover:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint"
        >
          {ICONS[media]}
          {words}
        </button>
      ))}
    >
      Say what you want to see or hear, and press Generate. Or start from one of these:
    </EmptyState>
  );
}
