import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { createServerClient } from "#lib/client/server.ts";
import { routes } from "#lib/routes.ts";
import { Providers } from "../../components/frame/providers.tsx";
import { Shell } from "../../components/frame/shell.tsx";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const session = await createServerClient(await headers()).session();
  if (!session.ok && session.error.code === "UNAUTHORIZED") redirect(routes.signIn());
  if (!session.ok) throw new Error(session.error.message);
  return (
    <Providers>
      <Shell session={session.data}>{children}</Shell>
    </Providers>
  );
}
