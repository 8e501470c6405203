import { z } from "zod";
import { runGeneration } from "../generations/run.ts";
import { defineJob, type JobDefinition } from "./define.ts";
import { RUN_GENERATION } from "./names.ts";

/** Every kind of job there is. */
export const JOBS: readonly JobDefinition[] = [
  defineJob({
    name: RUN_GENERATION,
    payload: z.object({ generationId: z.string() }),
    run: (gateway, { generationId }, stop) => runGeneration(gateway, generationId, stop),
  }),
];
