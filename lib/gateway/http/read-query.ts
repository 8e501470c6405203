import type { z } from "zod";
import { nearest } from "#lib/contract/nearest.ts";
import { GatewayError } from "../errors.ts";
import type { HttpContext } from "./env.ts";

/** The query of a request by its schema; VALIDATION_ERROR names each parameter that does not fit. */
export function readQuery<Schema extends z.ZodObject>(
  c: HttpContext,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(c.req.query());
  if (parsed.success) return parsed.data;
  const known = Object.keys(schema.shape);
  const issues = parsed.error.issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") {
      return [{ path: issue.path.map(String), message: issue.message }];
    }
    return issue.keys.map((key) => {
      const [closest] = nearest(key, known);
      const hint = closest ? `; did you mean ${closest}?` : "";
      return { path: [key], message: `is not a parameter here${hint}` };
    });
  });
  const [first] = issues;
  const message = first ? `${first.path.join(".")} ${first.message}.` : undefined;
  throw new GatewayError("VALIDATION_ERROR", { issues, ...(message && { message }) });
}
