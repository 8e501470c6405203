/** Deeper than any value that is ever accepted, so two that are cut here are never compared. */
const MAX_DEPTH = 40;

/**
 * JSON in which the order of keys does not matter: equal values give equal texts. What lies deeper
 * than 40 levels is left out.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (depth > MAX_DEPTH) return "…";
  if (Array.isArray(value)) {
    return `[${value.map((each) => canonicalJson(each, depth + 1)).join(",")}]`;
  }
  const members = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each, depth + 1)}`);
  return `{${members.join(",")}}`;
}
