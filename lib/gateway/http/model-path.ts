import type { HttpContext } from "./env.ts";

/**
 * What the path names behind `prefix`: provider and model. Clients that are made from a description
 * send the slashes of a model encoded (`kling-ai/v3%2Fvideo`), which means the same.
 */
export function modelIdOf(c: HttpContext, prefix: string): string {
  const encoded = c.req.path.slice(prefix.length);
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
