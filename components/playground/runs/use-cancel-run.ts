"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { browserClient } from "#lib/client/browser.ts";
import { generationKeys } from "../../generations/queries.ts";
import { generationKey, noteGeneration } from "./run-queries.ts";

/**
 * Cancels a run. Shown as done at once; where it ended by itself first, its real end is read and
 * shown instead.
 */
export function useCancelRun(id: string) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => browserClient.cancel(id),
    onSuccess: async (result) => {
      if (result.ok) noteGeneration(queryClient, result.data);
      else await queryClient.refetchQueries({ queryKey: generationKey(id) });
      await queryClient.invalidateQueries({ queryKey: generationKeys.live });
    },
  });
  const wasRefused = mutation.data?.ok === false;
  return {
    isRequested: (mutation.isPending || mutation.isSuccess) && !wasRefused,
    /** Why it could not be canceled, when it still runs. */
    problem: mutation.data && !mutation.data.ok ? mutation.data.error.message : null,
    cancel: () => mutation.mutate(),
  };
}
