import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { SUB_CODE_NAMES, type SubCode } from "#lib/contract/codes.ts";
import { inputIssue } from "#lib/contract/errors.ts";
import type { RawFailure, Vendor } from "../raw-failure.ts";

const fixtures = z.strictObject({
  /** What the failures of this file have in them that must never be shown. */
  secrets: z.array(z.string()).min(1),
  failures: z.array(
    z.strictObject({
      name: z.string(),
      phase: z.enum(["submit", "poll", "download"]),
      status: z.number(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
      /** The body where it is no JSON. */
      text: z.string().optional(),
      means: z.enum(SUB_CODE_NAMES as [SubCode, ...SubCode[]]),
      message: z.string().optional(),
      issues: z.array(inputIssue).optional(),
      retryAfterMs: z.number().optional(),
    }),
  ),
});

/** Failures as a vendor sends them, and what each has to become. */
export function readFixtures(vendor: Vendor) {
  const file = path.join(import.meta.dirname, "..", "__fixtures__", `${vendor}.json`);
  const { secrets, failures } = fixtures.parse(JSON.parse(readFileSync(file, "utf8")));
  return {
    secrets,
    failures: failures.map(({ name, phase, status, headers, body, text, ...expected }) => {
      const raw: RawFailure = {
        vendor,
        phase,
        status,
        ...(headers && { headers }),
        body: text ?? JSON.stringify(body),
      };
      return { name, raw, expected };
    }),
  };
}
