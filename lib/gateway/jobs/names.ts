/** Names of jobs in the queue; they stay in stored rows, so they never change. */
export const RUN_GENERATION = "run_generation";
export const REMOVE_MEDIA = "remove_media";
export const KEEP_CREDITS = "keep_credits";
