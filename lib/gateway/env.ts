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
  logLevel: LogLevel;
}

export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const MAX_PORT = 65_535;

const portRule = "a whole number from 0 (any free port) to 65535";
const hostRule = "a host name or IP address to listen on, such as 127.0.0.1 or 0.0.0.0";
const databaseUrlRule = "a URL such as postgres://user:password@host:5432/database";
const publicUrlRule = "an http or https origin without a path, such as https://rushes.example.com";

const countRule = "a whole number from 1 to 1000000";
const speechTimeoutRule = "a whole number of milliseconds from 100 to 600000";

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
  RUSHES_SPEECH_TIMEOUT_MS: whole(speechTimeoutRule, 100, 600_000).default(60_000),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(", ")}`).default("info"),
});

type VariableName = keyof typeof variables.shape;
const SECRET_VARIABLES: ReadonlySet<string> = new Set<VariableName>(["DATABASE_URL"]);

/**
 * Reads the settings of this process. An empty string counts as unset.
 * @throws StartupError naming each invalid variable, what it was and what is allowed.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = pickSet(source);
  const parsed = variables.safeParse(given);
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
    logLevel: values.LOG_LEVEL,
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
