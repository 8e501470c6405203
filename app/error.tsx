"use client";
import { MessagePage } from "../components/frame/message-page.tsx";
import { Button } from "../components/ui/button.tsx";
import { CopyButton } from "../components/ui/copy-button.tsx";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <MessagePage
      code={error.digest ? `500 ${error.digest}` : "500"}
      title="This page broke"
      action={
        <>
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <CopyButton
            size="md"
            variant="secondary"
            label="Copy details"
            what="details"
            text={() => `${location.href}\n${error.digest ?? ""}\n${error.message}`}
          />
        </>
      }
    >
      Work that was already accepted goes on without this page; you will find it under Generations.
    </MessagePage>
  );
}
