import { resolve } from "node:path";
import * as z from "zod";
import { StartupError } from "#lib/gateway/startup-error.ts";

/** The settings of one process, read once at boot and handed down from there. */
export interface Env {
  /** TCP port; 0 means any free one. */
  port: number;
  host: string;
  /** Absolute path. Media, and the embedded Postgres when there is no `databaseUrl`. */
  dataDir: string;
  databaseUrl?: string;
  /** Origin under which users reach this gateway, without a trailing slash. */
  publicUrl?: string;
  /** Whether this process runs jobs itself. */
  worker: boolean;
  /** Requests a minute of one key or session. */
  rateLimitPerMinute: number;
  /** Generations of one workspace that may be unfinished at once. */
  concurrentGenerations: number;
  /** How long the synchronous speech call waits, in milliseconds. */
  speechTimeoutMs: number;
  /** How credits are sold in live mode; they are not when absent. */
  stripe?: StripeEnv;
  logLevel: LogLevel;
}

export type StripeEnv = { secretKey: string; webhookSecret: string; baseUrl: string | null };

export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const MAX_PORT = 65_535;

const portRule = "a whole number from 0 (any free port) to 65535";
const hostRule = "a host name or IP address to listen on, such as 127.0.0.1 or 0.0.0.0";
const databaseUrlRule = "a URL such as postgres://user:password@host:5432/database";
const publicUrlRule = "an http or https origin without a path, such as https://rushes.example.com";

const baseUrlRule = "an http or https origin without a path, such as http://127.0.0.1:12111";

const countRule = "a whole number from 1 to 1000000";
const speechTimeoutRule = "a whole number of milliseconds from 100 to 600000";

const stripeKeyRule =
  "a secret or restricted key of Stripe, which begins with sk_live_, sk_test_, rk_live_ or rk_test_";
const webhookSecretRule =
  "the signing secret of Stripe's webhook endpoint, which begins with whsec_; it belongs together with STRIPE_SECRET_KEY";

const whole = (rule: string, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, rule)
    .transform(Number)
    .refine((value) => value >= min && value <= max, rule);

const variables = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portRule)
    .transform(Number)
    .refine((port) => port <= MAX_PORT, portRule)
    .default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:%_-]+$/, hostRule)
    .default("127.0.0.1"),
  RUSHES_DATA_DIR: z
    .string()
    .refine((path) => !path.includes("\0"), "a path of a directory")
    .default("./.rushes"),
  DATABASE_URL: z.string().refine(isPostgresUrl, databaseUrlRule).optional(),
  RUSHES_PUBLIC_URL: z
    .string()
    .refine(isOrigin, publicUrlRule)
    .transform((url) => new URL(url).origin)
    .optional(),
  RUSHES_WORKER: z.enum(["on", "off"], "on or off").default("on"),
  RUSHES_RATE_LIMIT_PER_MINUTE: whole(countRule, 1, 1_000_000).default(1_200),
  RUSHES_CONCURRENT_GENERATIONS: whole(countRule, 1, 1_000_000).default(500),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_(live|test)_\w+$/, stripeKeyRule)
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[\w+/=]+$/, webhookSecretRule)
    .optional(),
  STRIPE_BASE_URL: z.string().refine(isOrigin, baseUrlRule).optional(),
  RUSHES_SPEECH_TIMEOUT_MS: whole(speechTimeoutRule, 100, 600_000).default(60_000),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(", ")}`).default("info"),
});

type VariableName = keyof typeof variables.shape;
const SECRET_VARIABLES: ReadonlySet<string> = new Set<VariableName>([
  "DATABASE_URL",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
]);

/**
 * Reads the settings of this process. An empty string counts as unset.
 * @throws StartupError naming each invalid variable, what it was and what is allowed.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = pickSet(source);
  const parsed = variables.superRefine(needBothOfStripe).safeParse(given);
  if (!parsed.success) {
    throw new StartupError(describeProblems(parsed.error.issues, given));
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(values.RUSHES_DATA_DIR),
    ...(values.DATABASE_URL === undefined ? {} : { databaseUrl: values.DATABASE_URL }),
    ...(values.RUSHES_PUBLIC_URL === undefined ? {} : { publicUrl: values.RUSHES_PUBLIC_URL }),
    worker: values.RUSHES_WORKER === "on",
    rateLimitPerMinute: values.RUSHES_RATE_LIMIT_PER_MINUTE,
    concurrentGenerations: values.RUSHES_CONCURRENT_GENERATIONS,
    speechTimeoutMs: values.RUSHES_SPEECH_TIMEOUT_MS,
    ...stripeOf(values),
    logLevel: values.LOG_LEVEL,
  };
}

/** A key without the secret would take money and never hear of it. */
function needBothOfStripe(values: z.output<typeof variables>, ctx: z.RefinementCtx): void {
  const pair = [
    ["STRIPE_SECRET_KEY", stripeKeyRule],
    ["STRIPE_WEBHOOK_SECRET", webhookSecretRule],
  ] as const;
  const missing = pair.filter(([name]) => values[name] === undefined);
  if (missing.length === pair.length) return;
  for (const [name, message] of missing) ctx.addIssue({ code: "custom", path: [name], message });
}

function stripeOf(values: z.output<typeof variables>): Pick<Env, "stripe"> {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = values;
  if (secretKey === undefined || webhookSecret === undefined) return {};
  const baseUrl = values.STRIPE_BASE_URL;
  return {
    stripe: { secretKey, webhookSecret, baseUrl: baseUrl ? new URL(baseUrl).origin : null },
  };
}

function pickSet(source: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(variables.shape)) {
    const value = source[name]?.trim();
    if (value) {
      given[name] = value;
    }
  }
  return given;
}

function describeProblems(
  issues: readonly z.core.$ZodIssue[],
  given: Readonly<Record<string, string>>,
): string {
  const rules = new Map(issues.map((issue) => [String(issue.path[0]), issue.message]));
  const lines = [...rules].map(([name, rule]) => {
    if (given[name] === undefined) return `  ${name} is not set; it must be ${rule}.`;
    const shown = SECRET_VARIABLES.has(name) ? "the given value" : JSON.stringify(given[name]);
    return `  ${name}: ${shown} is not valid; it must be ${rule}.`;
  });
  return `Rushes cannot start with these environment variables:\n${lines.join("\n")}`;
}

function isPostgresUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ["postgres:", "postgresql:"].includes(url.protocol);
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    return false;
  }
  return url.href === `${url.origin}/` && url.host !== "" && !/[?#]/.test(text);
}
