/** Builders of the console's links; nothing else writes a path of it by hand. */
export const routes = {
  home: () => "/",
  signIn: () => "/sign-in",
  playground: (model?: string) =>
    model ? `/playground?model=${encodeURIComponent(model)}` : "/playground",
  generations: () => "/generations",
  /** A generation in the playground: attaches to its stream, or shows its result. */
  generation: (id: string) => `/playground?generation=${encodeURIComponent(id)}`,
  credits: () => "/credits",
  /** The ledger as a file: an address of the gateway's own, for a plain link that downloads. */
  creditEntriesFile: (query: Readonly<Record<string, string | undefined>> = {}) => {
    const set = Object.entries(query).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const search = new URLSearchParams(set).toString();
    return `/api/v1/credits/entries.csv${search && `?${search}`}`;
  },
  /** The API reference: a page of the gateway's own, so no router link leads there. */
  apiReference: () => "/api/reference",
} as const;
