import pino, { type Logger } from "pino";

export type Log = Logger;

/** The process's log: JSON lines on stderr, secrets masked; stdout is left to what people read. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
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
