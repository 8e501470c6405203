import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { createLoader, parseAsString } from "nuqs/server";
import { createServerClient } from "#lib/client/server.ts";
import { Playground } from "../../../components/playground/playground.tsx";
import {
  noteGeneration,
  RECENT_COUNT,
  recentKey,
} from "../../../components/playground/runs/run-queries.ts";
import { createGeneration } from "./actions.ts";

export const metadata: Metadata = { title: "Playground" };

const loadAddress = createLoader({ model: parseAsString, generation: parseAsString });

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PlaygroundPage({ searchParams }: PageProps) {
  const address = await loadAddress(searchParams);
  const client = createServerClient(await headers());
  const [models, recent, asked] = await Promise.all([
    client.models(),
    client.list({ limit: RECENT_COUNT }),
    address.generation === null ? null : client.get(address.generation),
  ]);
  if (!models.ok) throw new Error(models.error.message);

  const queryClient = new QueryClient();
  const items = recent.ok ? recent.data.items : [];
  for (const generation of items) noteGeneration(queryClient, generation);
  if (asked?.ok) noteGeneration(queryClient, asked.data);
  if (recent.ok)
    queryClient.setQueryData(
      recentKey,
      items.map(({ id }) => id),
    );

  const start = asked?.ok
    ? { model: asked.data.model, input: asked.data.input }
    : { model: address.model ?? "", input: {} };
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Playground models={models.data.items} start={start} createGeneration={createGeneration} />
    </HydrationBoundary>
  );
}
