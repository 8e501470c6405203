"use server";
import { headers } from "next/headers";
import { z } from "zod";
import { createServerClient } from "#lib/client/server.ts";
import type { CreateResult, Recipe } from "../../../components/playground/recipe.ts";

const recipeSchema = z.object({
  model: z.string().min(1).max(200),
  input: z.record(z.string(), z.unknown()),
});

/** Starts a generation as the visitor. Refusals and an unreachable gateway are values. */
export async function createGeneration(recipe: Recipe): Promise<CreateResult> {
  // An action is an address like any other: what comes in is not what the types say.
  const { model, input } = recipeSchema.parse(recipe);
  const client = createServerClient(await headers());
  const created = await client.create(model, input);
  return created.ok ? { ok: true, generation: created.data } : created;
}
