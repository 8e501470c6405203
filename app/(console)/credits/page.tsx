import type { Metadata } from "next";
import { headers } from "next/headers";
import { createLoader, type SearchParams } from "nuqs/server";
import { createServerClient } from "#lib/client/server.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { AuditSection } from "../../../components/credits/audit/audit-section.tsx";
import { GrantsSection } from "../../../components/credits/grants/grants-section.tsx";
import { KeyLimitsSection } from "../../../components/credits/keys/key-limits-section.tsx";
import { ledgerParsers, toQuery } from "../../../components/credits/ledger/filters.ts";
import { LedgerSection } from "../../../components/credits/ledger/ledger-section.tsx";
import { LEDGER_PAGE_SIZE } from "../../../components/credits/ledger/queries.ts";
import { changeKeyLimit } from "./key-actions.ts";

export const metadata: Metadata = { title: "Credits" };

const loadFilters = createLoader(ledgerParsers);
const modelTitles = Object.fromEntries(MODELS.map(({ id, title }) => [id, title]));

type CreditsPageProps = { searchParams: Promise<SearchParams> };

export default async function CreditsPage({ searchParams }: CreditsPageProps) {
  const filters = await loadFilters(searchParams);
  const client = createServerClient(await headers());
  const page = await client.creditEntries({ ...toQuery(filters), limit: LEDGER_PAGE_SIZE });
  const startMs = Date.now();
  return (
    <div className="grid gap-10">
      <GrantsSection startMs={startMs} />
      <LedgerSection
        modelTitles={modelTitles}
        {...(page.ok && { first: { page: page.data, filters } })}
      />
      <KeyLimitsSection changeKeyLimit={changeKeyLimit} startMs={startMs} />
      <AuditSection />
    </div>
  );
}
