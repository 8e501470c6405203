import pino, { type Logger } from "pino";

export type Log = Logger;

/** The process's log: JSON lines on stderr, secrets masked; stdout is left to what people read. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      serializers: { err: serializeError },
      redact: {
        paths: [
          "authorization",
          "cookie",
          "*.authorization",
          "*.cookie",
          "headers.authorization",
          "headers.cookie",
        ],
        censor: "[masked]",
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

const CAUSES_MAX = 4;

/** What of an error is worth a line: not the sessions and sockets that drivers hang on theirs. */
function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? error.code : undefined;
  const cause = depth < CAUSES_MAX ? serializeError(error.cause, depth + 1) : undefined;
  return { type: error.name, message: error.message, code, stack: error.stack, cause };
}
