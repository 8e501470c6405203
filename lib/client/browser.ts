import type { Client } from "./client.ts";

const load = async () => (await import("./client.ts")).createClient({ baseUrl: "" });
let client: Promise<Client> | null = null;
const ready = () => (client ??= load());

/** The console's client: same origin, signed in by the session cookie. Its code comes with the first call. */
export const browserClient: Omit<Client, "stream"> = {
  create: async (...args) => (await ready()).create(...args),
  quote: async (...args) => (await ready()).quote(...args),
  createWithFiles: async (...args) => (await ready()).createWithFiles(...args),
  get: async (...args) => (await ready()).get(...args),
  cancel: async (...args) => (await ready()).cancel(...args),
  remove: async (...args) => (await ready()).remove(...args),
  list: async (...args) => (await ready()).list(...args),
  credits: async (...args) => (await ready()).credits(...args),
  creditEntries: async (...args) => (await ready()).creditEntries(...args),
  creditUsage: async (...args) => (await ready()).creditUsage(...args),
  creditGrants: async (...args) => (await ready()).creditGrants(...args),
  creditHolds: async (...args) => (await ready()).creditHolds(...args),
  creditAlerts: async (...args) => (await ready()).creditAlerts(...args),
  creditAudit: async (...args) => (await ready()).creditAudit(...args),
  changeCreditSettings: async (...args) => (await ready()).changeCreditSettings(...args),
  keyLimits: async (...args) => (await ready()).keyLimits(...args),
  changeKeyLimit: async (...args) => (await ready()).changeKeyLimit(...args),
  creditPacks: async (...args) => (await ready()).creditPacks(...args),
  payments: async (...args) => (await ready()).payments(...args),
  buyCredits: async (...args) => (await ready()).buyCredits(...args),
  models: async (...args) => (await ready()).models(...args),
  model: async (...args) => (await ready()).model(...args),
  session: async (...args) => (await ready()).session(...args),
  signOut: async (...args) => (await ready()).signOut(...args),
  waitFor: async (...args) => (await ready()).waitFor(...args),
};
