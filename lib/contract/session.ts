import { z } from "zod";

/** Whom a request acts for: a workspace in one mode, by an API key or a console session. */
export const session = z.object({
  workspace: z.object({ id: z.string(), name: z.string() }),
  mode: z.enum(["test", "live"]),
  via: z.enum(["key", "session"]),
});
export type Session = z.infer<typeof session>;
