import { z } from "zod";
import { reclaimReleased } from "../billing/reclaim.ts";
import { keepCredits } from "../credits/keep.ts";
import { removeMedia } from "../generations/media-of.ts";
import { runGeneration } from "../generations/run.ts";
import { defineJob, type JobDefinition } from "./define.ts";
import { KEEP_CREDITS, REMOVE_MEDIA, RUN_GENERATION } from "./names.ts";

/** What the clock does to credits; also done when a process begins to take jobs. */
export const keepCreditsJob = defineJob({
  name: KEEP_CREDITS,
  // Its time of day comes with it, and says nothing: what is due is what is due now.
  payload: z.object({}),
  async run({ db, now }) {
    // What a refund is owed goes first: it must not end unnoticed with its grant.
    try {
      await reclaimReleased(db.pool, now());
    } finally {
      await keepCredits(db.pool, now());
    }
  },
});

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
  keepCreditsJob,
];
