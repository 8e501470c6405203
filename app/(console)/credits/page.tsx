import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { createLoader, type SearchParams } from "nuqs/server";
import type { Client } from "#lib/client/client.ts";
import type { Result } from "#lib/client/result.ts";
import { createServerClient } from "#lib/client/server.ts";
import { codeFacts, ERROR_CODES } from "#lib/contract/codes.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { AuditSection } from "../../../components/credits/audit/audit-section.tsx";
import { keyCommand } from "../../../components/credits/commands.ts";
import { GrantsSection } from "../../../components/credits/grants/grants-section.tsx";
import { KeyLimitsSection } from "../../../components/credits/keys/key-limits-section.tsx";
import { ledgerParsers, toQuery } from "../../../components/credits/ledger/filters.ts";
import { LedgerSection } from "../../../components/credits/ledger/ledger-section.tsx";
import { LEDGER_PAGE_SIZE } from "../../../components/credits/ledger/queries.ts";
import { Overview } from "../../../components/credits/overview/overview.tsx";
import { splitParser } from "../../../components/credits/overview/split.ts";
import { PaymentNotice } from "../../../components/credits/purchases/payment-notice.tsx";
import { PurchasesSection } from "../../../components/credits/purchases/purchases-section.tsx";
import { creditKeys, type UsageSplit } from "../../../components/credits/queries.ts";
import { AlertSection } from "../../../components/credits/settings/alert-section.tsx";
import { changeThreshold } from "./actions.ts";
import { changeKeyLimit } from "./key-actions.ts";

export const metadata: Metadata = { title: "Credits" };

const loadAddress = createLoader({ ...ledgerParsers, split: splitParser });
const modelTitles = Object.fromEntries(MODELS.map(({ id, title }) => [id, title]));
const codeTitles = Object.fromEntries(ERROR_CODES.map((code) => [code, codeFacts(code).title]));

/** What the first paint shows. A part that could not be read asks again by itself. */
async function readFirst(client: Client, split: UsageSplit): Promise<QueryClient> {
  const queryClient = new QueryClient();
  const keep = async <T, Kept>(
    key: readonly unknown[],
    call: Promise<Result<T>>,
    pick: (data: T) => Kept,
  ) => {
    const result = await call;
    if (result.ok) queryClient.setQueryData(key, pick(result.data));
  };
  const splits: UsageSplit[] = split === "media" ? ["media"] : ["media", split];
  await Promise.all([
    keep(creditKeys.holds, client.creditHolds(), (holds) => holds),
    keep(creditKeys.alerts, client.creditAlerts(), ({ items }) => items),
    keep(creditKeys.payments, client.payments(), ({ items }) => items),
    ...splits.map((each) =>
      keep(creditKeys.usage(each), client.creditUsage({ by: "day", split: each }), (use) => use),
    ),
  ]);
  return queryClient;
}

type CreditsPageProps = { searchParams: Promise<SearchParams> };

export default async function CreditsPage({ searchParams }: CreditsPageProps) {
  const { split, ...filters } = await loadAddress(searchParams);
  const client = createServerClient(await headers());
  const [first, session, page, any] = await Promise.all([
    readFirst(client, split),
    client.session(),
    client.creditEntries({ ...toQuery(filters), limit: LEDGER_PAGE_SIZE }),
    client.creditEntries({ limit: 1 }),
  ]);
  const startMs = Date.now();
  return (
    <HydrationBoundary state={dehydrate(first)}>
      <div className="mx-auto grid max-w-[80rem] grid-cols-[minmax(0,1fr)] gap-10">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <PaymentNotice />
          <Overview
            modelTitles={modelTitles}
            hadCredits={any.ok && any.data.items.length > 0}
            startMs={startMs}
          />
        </div>
        <LedgerSection
          titles={{ models: modelTitles, codes: codeTitles }}
          {...(page.ok && { first: { page: page.data, filters } })}
        />
        <GrantsSection startMs={startMs} />
        <KeyLimitsSection
          changeKeyLimit={changeKeyLimit}
          {...(session.ok && { keyCommand: keyCommand(session.data) })}
          startMs={startMs}
        />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2">
          <AlertSection changeThreshold={changeThreshold} />
          <PurchasesSection />
        </div>
        <AuditSection />
      </div>
    </HydrationBoundary>
  );
}
