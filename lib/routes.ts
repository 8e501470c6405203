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
  /** The API reference: a page of the gateway's own, so no router link leads there. */
  apiReference: () => "/api/reference",
} as const;
