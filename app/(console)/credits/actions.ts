"use server";
import { headers } from "next/headers";
import { z } from "zod";
import { createServerClient } from "#lib/client/server.ts";
import { creditSettings } from "#lib/contract/credits.ts";
import { readLimit } from "../../../components/credits/keys/read-limit.ts";
import type { ThresholdResult } from "../../../components/credits/settings/change-threshold.ts";

const typedSchema = z.string().max(100);

/** Changes below how many credits the workspace is warned. What is wrong with that lands on its field. */
export async function changeThreshold(typed: string): Promise<ThresholdResult> {
  // An action is an address like any other: what comes in is not what the types say.
  const asked = readLimit(typedSchema.parse(typed));
  if (typeof asked === "string") return notAThreshold(asked);
  const client = createServerClient(await headers());
  const changed = await client.changeCreditSettings({ low_balance: asked });
  if (changed.ok) return { ok: true, threshold: changed.data.low_balance };
  const { error } = changed;
  const issues = "issues" in error ? (error.issues ?? []) : [];
  const issue = issues.find(({ path }) => path[0] === "low_balance");
  return { ok: false, message: issue ? `The threshold ${issue.message}.` : error.message };
}

/** The contract's own words, for what JSON has no number to send as. */
function notAThreshold(asked: string): ThresholdResult {
  const { error } = creditSettings.safeParse({ low_balance: asked });
  const rule = error?.issues[0]?.message ?? "must be a whole number";
  return { ok: false, message: `The threshold ${rule}.` };
}
