"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type ClientError, isErrorBody } from "#lib/client/result.ts";
import { ConnectionNotice } from "../../errors/connection-notice.tsx";
import { ErrorCard } from "../../errors/error-card.tsx";
import { Card } from "../../ui/card.tsx";
import { generationKey } from "./run-queries.ts";

/** A generation that an address names but that cannot be shown. */
export function RunMissing({ error, id }: { error: ClientError; id: string }) {
  const queryClient = useQueryClient();
  const retry = () => queryClient.refetchQueries({ queryKey: generationKey(id) });
  return (
    <Card className="overflow-hidden">
      {isErrorBody(error) ? (
        <ErrorCard error={error} failedAtMs={0} onRetry={retry} />
      ) : (
        <ConnectionNotice message={error.message} onRetry={retry} />
      )}
    </Card>
  );
}
