import type { z } from "zod";
import type { InputIssue } from "#lib/contract/errors.ts";
import { findUnstorable } from "#lib/contract/models/storable.ts";
import { nearest } from "#lib/contract/nearest.ts";
import { GatewayError } from "../errors.ts";
import type { HttpContext } from "./env.ts";

/**
 * The query of a request by its schema. VALIDATION_ERROR names each parameter that does not fit, or
 * was given more than once: which of them counts would be anybody's guess.
 */
export function readQuery<Schema extends z.ZodObject>(
  c: HttpContext,
  schema: Schema,
): z.output<Schema> {
  const query = c.req.query();
  const unstorable = findUnstorable(query);
  if (unstorable.length > 0) throw invalidQuery(unstorable);
  const repeated = Object.entries(c.req.queries()).filter(([, given]) => given.length > 1);
  if (repeated.length > 0) {
    throw invalidQuery(repeated.map(([name]) => ({ path: [name], message: "must be given once" })));
  }
  const parsed = schema.safeParse(query);
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
  throw invalidQuery(issues);
}

function invalidQuery(issues: InputIssue[]): GatewayError {
  const [first] = issues;
  const message = first ? `${first.path.join(".")} ${first.message}.` : undefined;
  return new GatewayError("VALIDATION_ERROR", { issues, ...(message && { message }) });
}
