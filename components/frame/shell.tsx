import { BookOpen } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Session } from "#lib/contract/session.ts";
import { routes } from "#lib/routes.ts";
import { LAYER_ID } from "../ui/layer.ts";
import { Brand, BrandMark } from "./brand.tsx";
import { CreditBanner } from "./credit-banner.tsx";
import { HeaderBalance } from "./header-balance.tsx";
import { Nav } from "./nav.tsx";
import { PageTitle } from "./page-title.tsx";
import { SearchButton } from "./search-button.tsx";
import { TestMode } from "./test-mode.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { WorkspaceMenu } from "./workspace-menu.tsx";

export type ShellProps = {
  session: Session;
  /** The low-balance alert that was dismissed last. */
  dismissedAlert: string | null;
  children: ReactNode;
};

/** Rail, header and main; on small screens the rail is a bar at the thumb. */
export function Shell({ session, dismissedAlert, children }: ShellProps) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="fixed top-3 left-3 z-60 opacity-0 -translate-y-16 rounded-md bg-accent-fill px-3.5 py-2 font-semibold text-accent-ink shadow-pop focus:translate-y-0 focus:opacity-100"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 flex h-dvh flex-col gap-5 border-line border-r px-3 py-4 max-md:hidden">
        <Link href={routes.playground()} className="mx-1 rounded-sm px-1.5 py-0.5">
          <Brand />
        </Link>
        <Nav layout="rail" />
        <a
          href={routes.apiReference()}
          className="mt-auto flex h-9 items-center gap-2.5 rounded-md px-2.5 text-muted transition-colors duration-fast hover:bg-hover hover:text-fg"
        >
          <BookOpen aria-hidden className="size-4.5 text-faint" strokeWidth={1.75} />
          API reference
        </a>
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-col">
        <Header session={session} />
        <CreditBanner dismissed={dismissedAlert} />
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 pt-5 pb-24 outline-none sm:px-6 md:pb-10"
        >
          {children}
          <div id={LAYER_ID} />
        </main>
      </div>
      <div className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-bg/90 pb-[env(safe-area-inset-bottom)] backdrop-blur-md md:hidden">
        <Nav layout="bar" />
      </div>
    </div>
  );
}

function Header({ session }: { session: Session }) {
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center gap-2.5 border-line border-b bg-bg/85 px-4 backdrop-blur-md max-[25rem]:gap-1.5 max-[25rem]:px-3 sm:px-6">
      <BrandMark className="h-4 w-auto shrink-0 max-[25rem]:hidden md:hidden" />
      <PageTitle />
      {session.mode === "test" && <TestMode />}
      <div className="ml-auto flex min-w-0 items-center gap-1 max-lg:shrink-0">
        <HeaderBalance />
        <SearchButton />
        {/* The palette changes the theme too, where there is no room for this. */}
        <div className="flex max-[25rem]:hidden">
          <ThemeToggle />
        </div>
        <WorkspaceMenu session={session} />
      </div>
    </header>
  );
}
