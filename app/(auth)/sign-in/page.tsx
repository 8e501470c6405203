import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { createServerClient } from "#lib/client/server.ts";
import { routes } from "#lib/routes.ts";
import { Brand } from "../../../components/frame/brand.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

const PROBLEMS: Readonly<Record<string, string>> = {
  expired: "That link is too old or was never ours. Print another and open it within its time.",
  used: "That link was used before: each opens the console once. Print another.",
};

type SignInPageProps = { searchParams: Promise<{ problem?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const session = await createServerClient(await headers()).session();
  if (session.ok) redirect(routes.playground());
  const { problem } = await searchParams;
  return (
    <main className="screening grid min-h-dvh place-items-center px-5 py-12">
      <div className="grid w-full max-w-[26rem] gap-7">
        <Brand />
        <div className="grid gap-2">
          <h1 className="font-semibold text-2xl tracking-tight">Sign in</h1>
          <p className="text-pretty text-md text-muted">
            When Rushes started, its terminal printed a one-time link:{" "}
            <span className="text-fg">paste it here</span>, or run{" "}
            <code className="rounded-xs border border-line bg-well px-1.5 py-0.5 font-mono text-fg text-sm">
              npm run login
            </code>{" "}
            for another.
          </p>
        </div>
        <SignInForm problem={typeof problem === "string" ? (PROBLEMS[problem] ?? null) : null} />
      </div>
    </main>
  );
}
