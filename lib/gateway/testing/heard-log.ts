import pino from "pino";
import type { Log } from "../log.ts";

const WARN = 40;

/** A log whose warnings and errors can be asked for. */
export function createHeardLog(): { log: Log; complaints(): string[] } {
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  return {
    log,
    complaints: () => lines.filter((line) => JSON.parse(line).level >= WARN),
  };
}
