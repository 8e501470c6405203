import { CloudOff } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export type NotLoadedProps = { title: string; error: Error; isBusy: boolean; onRetry: () => void };

/** When nothing of a section could be read. */
export function NotLoaded({ title, error, isBusy, onRetry }: NotLoadedProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={<CloudOff aria-hidden />}
        title={title}
        action={
          <Button isBusy={isBusy} onClick={onRetry}>
            Try again
          </Button>
        }
        className="py-10!"
      >
        {error.message} Your credits are safe.
      </EmptyState>
    </div>
  );
}
