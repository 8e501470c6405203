import type { Metadata } from "next";
import Link from "next/link";
import { GENERAL_CODES } from "#lib/contract/codes.ts";
import { routes } from "#lib/routes.ts";
import { MessagePage } from "../components/frame/message-page.tsx";
import { Button } from "../components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFoundPage() {
  const { title, message } = GENERAL_CODES.NOT_FOUND;
  return (
    <MessagePage
      code="404 NOT_FOUND"
      title={title}
      action={
        <Button variant="primary" render={<Link href={routes.playground()} />}>
          Go to the playground
        </Button>
      }
    >
      {message} Nothing was changed or charged.
    </MessagePage>
  );
}
