"use client";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import ErrorPage from "./error.tsx";
import "./globals.css";

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** When even the root layout broke: brings its own html. */
export default function GlobalError(props: GlobalErrorProps) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <title>Something broke · Rushes</title>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
