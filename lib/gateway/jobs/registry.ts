import { z } from "zod";
import { keepCredits } from "../credits/keep.ts";
import { removeMedia } from "../generations/media-of.ts";
import { runGeneration } from "../generations/run.ts";
import { defineJob, type JobDefinition } from "./define.ts";
import { KEEP_CREDITS, REMOVE_MEDIA, RUN_GENERATION } from "./names.ts";

/** Every kind of job there is. */
export const JOBS: readonly JobDefinition[] = [
  defineJob({
    name: RUN_GENERATION,
    payload: z.object({ generationId: z.string() }),
    run: (gateway, { generationId }, stop) => runGeneration(gateway, generationId, stop),
  }),
  defineJob({
    name: REMOVE_MEDIA,
    payload: z.object({ keys: z.array(z.string()) }),
    run: (gateway, { keys }) => removeMedia(gateway, keys),
  }),
  defineJob({
    name: KEEP_CREDITS,
    // Its time of day comes with it, and says nothing: what is due is what is due now.
    payload: z.object({}),
    run: (gateway) => keepCredits(gateway.db.pool, gateway.now()),
  }),
];
