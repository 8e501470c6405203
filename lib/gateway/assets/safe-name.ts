const NAME_LENGTH = 60;

/** The words of a text as a file's name, in plain letters without an ending; empty when it has none. */
export function safeName(text: string): string {
  return text
    .slice(0, 1_000)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, NAME_LENGTH)
    .replace(/-+$/, "");
}
