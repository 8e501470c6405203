/*
 * Who may import whom. A zone is a part of the repository with one set of rights; the first pattern
 * that matches a path decides. `mayImport` lists zones, `packages` what may come from node_modules
 * (Node's own modules count as `node:`); without `packages` any may.
 */
export interface Zone {
  name: string;
  files: RegExp;
  mayImport: readonly string[];
  packages?: RegExp;
}

const NOT_FOR_NODE = /^(?!(next|react|react-dom)(\/|$))/;
const NOT_NODE_ONLY = /^(?!(pg|drizzle-orm|graphile-worker|hono|piscina|sharp|pino)(\/|$))/;
const BROWSER_SAFE = /^(?!(node:|pg|drizzle-orm|graphile-worker|hono|piscina|sharp|pino)(\/|$|\w))/;
const PUBLIC = ["contract", "client", "routes"];
const INTERFACE = ["ui", "form", "components"];

/** Inside the gateway: http → feature verbs → db, upstreams, assets, jobs. Credits is a leaf. */
const BASICS = ["contract", "gateway:basics"];
const STORES = [...BASICS, "gateway:db", "gateway:http-out"];
const VERBS = [...STORES, "gateway:context", "gateway:jobs"];

const gatewayZones: readonly Zone[] = [
  gateway("basics", "(env|error-body|errors|ids|log|startup-error)\\.ts", [
    "contract",
    "gateway:basics",
  ]),
  gateway("db", "db/", [...BASICS, "gateway:db"]),
  gateway("credits", "credits/", [...BASICS, "gateway:db", "gateway:credits"]),
  gateway("http-out", "http-out/", [...BASICS, "gateway:http-out"]),
  gateway("postgres", "postgres/", ["gateway:basics", "gateway:postgres"]),
  gateway("assets", "assets/", [...STORES, "gateway:assets"]),
  gateway("upstreams", "upstreams/", [...STORES, "gateway:assets", "gateway:upstreams"]),
  // What runs the jobs knows the verbs behind them; what only names and enqueues jobs does not.
  gateway("runner", "jobs/(registry|worker)\\.ts", [
    ...VERBS,
    "gateway:runner",
    "gateway:generations",
    "gateway:webhooks",
    "gateway:assets",
    "gateway:billing",
    "gateway:credits",
  ]),
  gateway("jobs", "jobs/", [...STORES, "gateway:context", "gateway:jobs"]),
  gateway("access", "access/", [...VERBS, "gateway:access"]),
  gateway("webhooks", "webhooks/", [...VERBS, "gateway:webhooks"]),
  gateway("generations", "generations/", [
    ...VERBS,
    "gateway:generations",
    "gateway:credits",
    "gateway:upstreams",
    "gateway:assets",
    "gateway:webhooks",
  ]),
  gateway("billing", "billing/", [
    ...BASICS,
    "gateway:db",
    "gateway:context",
    "gateway:credits",
    "gateway:billing",
  ]),
  gateway("context", "context\\.ts", [
    ...STORES,
    "gateway:billing",
    "gateway:assets",
    "gateway:upstreams",
    "gateway:generations",
  ]),
  gateway("http", "http/", [
    ...VERBS,
    "gateway:http",
    "gateway:access",
    "gateway:assets",
    "gateway:billing",
    "gateway:credits",
    "gateway:generations",
    "gateway:upstreams",
    "gateway:webhooks",
  ]),
  gateway("composition", "(commands/|[^/]+\\.ts$)", ["contract", "gateway:*"]),
];

export const zones: readonly Zone[] = [
  { name: "contract", files: /^lib\/contract\//, mayImport: ["contract"], packages: /^zod(\/|$)/ },
  {
    name: "client:server",
    files: /^lib\/client\/server\.ts$/,
    mayImport: PUBLIC,
    packages: NOT_NODE_ONLY,
  },
  {
    name: "client",
    files: /^lib\/client\//,
    mayImport: PUBLIC,
    packages: /^(?!(next|node:|pg|hono)(\/|$|\w))/,
  },
  { name: "routes", files: /^lib\/routes\.ts$/, mayImport: ["contract"], packages: /^$/ },
  { name: "architecture", files: /^lib\/architecture(\/|\.test)/, mayImport: ["architecture"] },
  ...gatewayZones,
  { name: "ui", files: /^components\/ui\//, mayImport: ["ui"], packages: BROWSER_SAFE },
  {
    name: "form",
    files: /^components\/form\//,
    mayImport: [...PUBLIC, "ui", "form"],
    packages: BROWSER_SAFE,
  },
  {
    name: "components",
    files: /^components\//,
    mayImport: [...PUBLIC, ...INTERFACE],
    packages: BROWSER_SAFE,
  },
  {
    name: "app",
    files: /^app\//,
    mayImport: [...PUBLIC, "client:server", ...INTERFACE, "app"],
    packages: NOT_NODE_ONLY,
  },
  { name: "proxy", files: /^(proxy|instrumentation(-client)?)\.ts$/, mayImport: PUBLIC },
  {
    name: "server",
    files: /^server\.ts$/,
    mayImport: ["gateway:*"],
    packages: /^(next|node:)/,
  },
  { name: "scripts", files: /^scripts\//, mayImport: ["scripts", "gateway:testing"] },
  { name: "bench", files: /^bench\//, mayImport: ["bench", "e2e", ...PUBLIC, "gateway:*"] },
  { name: "e2e", files: /^e2e\//, mayImport: ["e2e", ...PUBLIC, "gateway:*"] },
  { name: "config", files: /^[\w-]+\.config\.\w+$/, mayImport: [] },
];

/** What tests may import besides what their neighbours may. */
export const testRights: readonly Zone[] = [
  {
    name: "gateway:testing",
    files: /^lib\/gateway\//,
    mayImport: [...PUBLIC, "gateway:*"],
    packages: NOT_FOR_NODE,
  },
  {
    name: "testing",
    files: /^(lib\/client|lib\/contract|components|app)\//,
    mayImport: [...PUBLIC, ...INTERFACE, "client:server", "app", "testing"],
  },
];

function gateway(name: string, pattern: string, mayImport: readonly string[]): Zone {
  const files = new RegExp(`^lib/gateway/${pattern}`);
  return { name: `gateway:${name}`, files, mayImport, packages: NOT_FOR_NODE };
}
