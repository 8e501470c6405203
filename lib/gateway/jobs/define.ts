import type { z } from "zod";
import type { Gateway } from "../context.ts";

/** A kind of job: its name in the queue, the shape of its payload, what it does. */
export type JobDefinition = {
  name: string;
  run(gateway: Gateway, payload: unknown, stop: AbortSignal): Promise<void>;
};

/**
 * Defines a job. A payload that does not fit is a bug that no retry heals: it is logged and the job
 * ends. What `run` throws is transient: the queue tries again later.
 */
export function defineJob<Schema extends z.ZodType>(definition: {
  name: string;
  payload: Schema;
  run(gateway: Gateway, payload: z.infer<Schema>, stop: AbortSignal): Promise<void>;
}): JobDefinition {
  return {
    name: definition.name,
    async run(gateway, payload, stop) {
      const parsed = definition.payload.safeParse(payload);
      if (!parsed.success) {
        gateway.log.error(
          { job: definition.name, issues: parsed.error.issues },
          "job payload is malformed",
        );
        return;
      }
      await definition.run(gateway, parsed.data, stop);
    },
  };
}
