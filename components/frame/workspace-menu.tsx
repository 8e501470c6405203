import { ChevronDown } from "lucide-react";
import type { Session } from "#lib/contract/session.ts";
import { Mono } from "../ui/mono.tsx";
import { SignOut } from "./sign-out.tsx";

const MENU_ID = "workspace-menu";

/** Whose console this is, and the way out. A native popover: it needs no script to open. */
export function WorkspaceMenu({ session }: { session: Session }) {
  const { workspace, mode } = session;
  const initial = [...workspace.name][0]?.toUpperCase() ?? "R";
  return (
    <>
      <button
        type="button"
        popoverTarget={MENU_ID}
        className="flex h-8 min-w-0 items-center gap-2 rounded-md px-1.5 max-lg:shrink-0 text-sm transition-colors duration-fast hover:bg-hover"
      >
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-sm bg-accent-soft font-semibold text-accent text-xs"
        >
          {initial}
        </span>
        <span className="sr-only">Workspace</span>
        <span className="max-w-36 truncate font-medium max-lg:sr-only">{workspace.name}</span>
        <ChevronDown aria-hidden className="size-3.5 text-faint max-sm:hidden" />
      </button>
      <div
        id={MENU_ID}
        popover="auto"
        className="menu-popover w-64 rounded-lg border border-line-strong bg-overlay p-1 text-fg shadow-pop"
      >
        <div className="grid gap-1 px-2.5 py-2.5">
          <p className="truncate font-medium">{workspace.name}</p>
          <p className="flex items-center text-faint text-xs">
            <Mono copyable={workspace.id} what="workspace id">
              {workspace.id}
            </Mono>
          </p>
          <p className="text-muted text-xs">
            {mode === "test" ? "Test mode: nothing here costs money." : "Live mode"}
          </p>
        </div>
        <div className="-mx-1 mb-1 h-px bg-line" />
        <SignOut />
      </div>
    </>
  );
}
