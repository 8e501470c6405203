import type { ReactNode } from "react";
import { Brand } from "./brand.tsx";

export type MessagePageProps = {
  /** A status or code, in the mono face. */
  code: string;
  title: string;
  children: ReactNode;
  action: ReactNode;
};

/** A whole page that says one thing: not found, broken. */
export function MessagePage({ code, title, children, action }: MessagePageProps) {
  return (
    <main className="grid min-h-dvh place-items-center px-6 py-16">
      <div className="grid w-full max-w-md justify-items-start gap-4">
        <Brand className="mb-6" />
        <p className="font-mono text-faint text-sm tabular-nums">{code}</p>
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        <div className="text-md text-muted text-pretty">{children}</div>
        <div className="mt-2 flex flex-wrap gap-2">{action}</div>
      </div>
    </main>
  );
}
