import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import type { Client } from "#lib/client/client.ts";
import { createServerClient } from "#lib/client/server.ts";
import { routes } from "#lib/routes.ts";
import { BuyProvider } from "../../components/credits/buy/buy-context.tsx";
import { creditKeys } from "../../components/credits/queries.ts";
import { DISMISSED_COOKIE } from "../../components/frame/dismissed-alert.ts";
import { Providers } from "../../components/frame/providers.tsx";
import { Shell } from "../../components/frame/shell.tsx";
import { buyCredits } from "./buy-credits.ts";

/** What header and banner show, so that neither comes late. Without an answer they ask again. */
async function readBalance(client: Client): Promise<QueryClient> {
  const queryClient = new QueryClient();
  const credits = await client.credits();
  if (!credits.ok) return queryClient;
  queryClient.setQueryData(creditKeys.balance, credits.data);
  const alerts = credits.data.is_low ? await client.creditAlerts() : null;
  if (alerts?.ok) queryClient.setQueryData(creditKeys.alerts, alerts.data.items);
  return queryClient;
}

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const client = createServerClient(await headers());
  const [session, balance] = await Promise.all([client.session(), readBalance(client)]);
  if (!session.ok && session.error.code === "UNAUTHORIZED") redirect(routes.signIn());
  if (!session.ok) throw new Error(session.error.message);
  const dismissed = (await cookies()).get(DISMISSED_COOKIE)?.value ?? null;
  return (
    <Providers>
      <HydrationBoundary state={dehydrate(balance)}>
        <BuyProvider session={session.data} buyCredits={buyCredits}>
          <Shell session={session.data} dismissedAlert={dismissed}>
            {children}
          </Shell>
        </BuyProvider>
      </HydrationBoundary>
    </Providers>
  );
}
