"use client";
import { LogOut } from "lucide-react";
import { useState } from "react";
import { browserClient } from "#lib/client/browser.ts";
import { routes } from "#lib/routes.ts";
import { Spinner } from "../ui/spinner.tsx";
import { toast } from "../ui/toast.ts";

/** Ends the session. A whole page load follows, so that nothing of it stays in memory. */
export function SignOut() {
  const [isBusy, setIsBusy] = useState(false);
  const signOut = async () => {
    setIsBusy(true);
    const result = await browserClient.signOut();
    const isOut = result.ok || result.error.code === "UNAUTHORIZED";
    if (isOut) return location.assign(routes.signIn());
    setIsBusy(false);
    toast.error("You are still signed in", result.error.message);
  };
  return (
    <button
      type="button"
      onClick={signOut}
      disabled={isBusy}
      className="flex h-8 w-full items-center gap-2.5 rounded-sm px-2.5 text-sm transition-colors duration-fast hover:bg-hover focus-visible:-outline-offset-2"
    >
      {isBusy ? (
        <Spinner className="text-faint" />
      ) : (
        <LogOut aria-hidden className="size-4 text-faint" />
      )}
      Sign out
    </button>
  );
}
