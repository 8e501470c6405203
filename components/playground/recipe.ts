import type { ClientError } from "#lib/client/result.ts";
import type { Generation } from "#lib/contract/generation.ts";
import type { GenerationInput } from "#lib/contract/models/check-input.ts";

/** What a generation is made from. Every generation is one, and so is a form. */
export type Recipe = { model: string; input: GenerationInput };

export type CreateResult = { ok: true; generation: Generation } | { ok: false; error: ClientError };

/** The server action that starts a generation. It never throws for a refusal. */
export type CreateAction = (recipe: Recipe) => Promise<CreateResult>;
