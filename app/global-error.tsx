"use client";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { lazy, Suspense } from "react";
import "./globals.css";

/** Every page carries this one: what it shows is fetched when it is needed. */
const ErrorPage = lazy(() => import("./error.tsx"));

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** When even the root layout broke: brings its own html. */
export default function GlobalError(props: GlobalErrorProps) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <title>Something broke · Rushes</title>
        <Suspense fallback="This page broke.">
          <ErrorPage {...props} />
        </Suspense>
      </body>
    </html>
  );
}
