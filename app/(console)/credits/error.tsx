"use client";
import { NotLoaded } from "../../../components/credits/not-loaded.tsx";

type CreditsErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function CreditsError({ error, reset }: CreditsErrorProps) {
  return <NotLoaded title="This page broke" error={error} isBusy={false} onRetry={reset} />;
}
