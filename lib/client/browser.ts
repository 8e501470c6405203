import { createClient } from "./client.ts";

/** The console's client: same origin, signed in by the session cookie. */
export const browserClient = createClient({ baseUrl: "" });
