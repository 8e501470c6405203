import type { Metadata } from "next";
import { headers } from "next/headers";
import { createLoader, type SearchParams } from "nuqs/server";
import { createServerClient } from "#lib/client/server.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { filterParsers } from "../../../components/generations/filters.ts";
import { GenerationsView } from "../../../components/generations/generations-view.tsx";
import { PAGE_SIZE } from "../../../components/generations/page-size.ts";

export const metadata: Metadata = { title: "Generations" };

const loadFilters = createLoader(filterParsers);
const modelTitles = Object.fromEntries(MODELS.map(({ id, title }) => [id, title]));

type GenerationsPageProps = { searchParams: Promise<SearchParams> };

export default async function GenerationsPage({ searchParams }: GenerationsPageProps) {
  const filters = await loadFilters(searchParams);
  const { media, status } = filters;
  const query = { limit: PAGE_SIZE, ...(media && { media }), ...(status && { status }) };
  const page = await createServerClient(await headers()).list(query);
  return (
    <GenerationsView
      firstPage={page.ok ? page.data : null}
      firstFilters={filters}
      modelTitles={modelTitles}
      startMs={Date.now()}
    />
  );
}
