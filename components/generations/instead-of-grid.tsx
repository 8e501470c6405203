import { CloudOff, GalleryVerticalEnd, SearchX } from "lucide-react";
import Link from "next/link";
import { routes } from "#lib/routes.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** Before the first generation. */
export function NothingMade() {
  return (
    <EmptyState
      icon={<GalleryVerticalEnd aria-hidden />}
      title="Nothing made yet"
      action={
        <Button variant="primary" render={<Link href={routes.playground()} />}>
          Open the playground
        </Button>
      }
    >
      Every picture, film and voice of this workspace appears here, whether it was asked for in the
      playground or over the API.
    </EmptyState>
  );
}

/** Filters that leave nothing. */
export function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="Nothing matches"
      action={<Button onClick={onClear}>Clear the filters</Button>}
    >
      There is no generation of this medium and status.
    </EmptyState>
  );
}

/** When not even the first page could be read. */
export function NotLoaded({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div role="alert">
      <EmptyState
        icon={<CloudOff aria-hidden />}
        title="The list could not be loaded"
        action={<Button onClick={onRetry}>Try again</Button>}
      >
        {error.message} Your generations are safe.
      </EmptyState>
    </div>
  );
}
