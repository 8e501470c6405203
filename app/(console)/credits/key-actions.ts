"use server";
import { headers } from "next/headers";
import { z } from "zod";
import { createServerClient } from "#lib/client/server.ts";
import { keyLimitChange } from "#lib/contract/credits.ts";
import type { KeyChangeResult } from "../../../components/credits/keys/key-change.ts";
import { readLimit } from "../../../components/credits/keys/read-limit.ts";

const changeSchema = z.object({ id: z.string().min(1).max(100), limit: z.string().max(100) });

/** Changes the most that a key may spend in a month. What is wrong with the limit lands on its field. */
export async function changeKeyLimit(change: {
  id: string;
  limit: string;
}): Promise<KeyChangeResult> {
  // An action is an address like any other: what comes in is not what the types say.
  const { id, limit } = changeSchema.parse(change);
  const asked = readLimit(limit);
  if (typeof asked === "string") return notALimit(asked);
  const changed = await createServerClient(await headers()).changeKeyLimit(id, asked);
  if (changed.ok) return { ok: true, key: changed.data };
  const { code, message } = changed.error;
  const issues = "issues" in changed.error ? changed.error.issues : undefined;
  const issue = issues?.find(({ path }) => path[0] === "monthly_limit");
  return {
    ok: false,
    error: { code, message, field: issue ? asSentence(issue.message) : null },
  };
}

/** The contract's own words, for what JSON has no number to send as. */
function notALimit(asked: string): KeyChangeResult {
  const message = keyLimitChange.safeParse({ monthly_limit: asked }).error?.issues[0]?.message;
  const field = asSentence(message ?? "must be a whole number");
  return { ok: false, error: { code: "VALIDATION_ERROR", message: field, field } };
}

/** A rule of the API for a person: null is an empty field, and large figures are grouped. */
function asSentence(rule: string): string {
  const words = rule
    .replace(/\bnull\b/, "empty for no limit")
    .replace(/\d{5,}/g, (figures) => Number(figures).toLocaleString("en-US"));
  return `The limit ${words}.`;
}
