import type { z } from "zod";
import { nearest } from "#lib/contract/nearest.ts";
import { GatewayError } from "../errors.ts";
import type { HttpContext } from "./env.ts";
import { readJson } from "./read-json.ts";

/**
 * The JSON body of a request by its schema; VALIDATION_ERROR names each field that does not fit, and
 * the nearest known one for a field that is not there. Throws as `readJson` does besides.
 */
export async function readBody<Schema extends z.ZodObject>(
  c: HttpContext,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await readJson(c.req.raw, "VALIDATION_ERROR"));
  if (parsed.success) return parsed.data;
  const known = Object.keys(schema.shape);
  const issues = parsed.error.issues.flatMap((issue) => {
    if (issue.path.length === 0 && issue.code === "invalid_type") {
      return [{ path: [], message: `must be a JSON object with ${known.join(", ")}` }];
    }
    if (issue.code !== "unrecognized_keys") {
      return [{ path: issue.path.map(String), message: issue.message }];
    }
    return issue.keys.map((key) => {
      const [closest] = nearest(key, known);
      const hint = closest ? `; did you mean ${closest}?` : "";
      return { path: [key], message: `is not a field here${hint}` };
    });
  });
  const [first] = issues;
  throw new GatewayError("VALIDATION_ERROR", {
    issues,
    ...(first && {
      message: `${first.path.join(".") || "The body"} ${first.message}`.replace(
        /\??$/,
        (end) => end || ".",
      ),
    }),
  });
}
