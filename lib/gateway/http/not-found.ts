import { endpoints } from "#lib/contract/endpoints.ts";
import { GatewayError } from "../errors.ts";

function patternOf(path: string): RegExp {
  const source = path
    .replace("keys/{id}", "keys/key_[^/]+")
    .replace("{id}", "gen_[^/]+")
    .replace("{model}", "(?!gen_|sse/)[^/]+(?:/[^/]+){1,4}")
    // Speech is under the base of all else too.
    .replace("/api/ai/", "/api/(?:v1/)?ai/");
  return new RegExp(`^${source}$`);
}

/** Endpoints as patterns: `{id}` is one segment, `{model}` provider and one to four more. */
const patterns = Object.values(endpoints).map(({ method, path }) => ({
  method,
  pattern: patternOf(path),
}));

/** What to say of a request that no route took: 405 with Allow when the path exists, else 404. */
export function noRoute(method: string, path: string): GatewayError {
  const allowed = new Set<string>();
  for (const row of patterns) if (row.pattern.test(path)) allowed.add(row.method);
  if (path.startsWith("/media/")) allowed.add("GET");
  if (allowed.size === 0 || allowed.has(method)) return new GatewayError("NOT_FOUND");
  if (allowed.has("GET")) allowed.add("HEAD");
  const allow = [...allowed].join(", ");
  return new GatewayError("METHOD_NOT_ALLOWED", {
    message: `This address takes ${allow}, not ${method}.`,
    headers: { Allow: allow },
  });
}
