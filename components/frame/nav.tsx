"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "../ui/cn.ts";
import { LiveCount } from "./live-count.tsx";
import { PAGES, pageOf } from "./pages.ts";

const RAIL_LINK =
  "group relative flex h-9 items-center gap-2.5 rounded-md px-2.5 text-muted transition-colors duration-fast hover:bg-hover hover:text-fg aria-[current]:bg-raised aria-[current]:font-medium aria-[current]:text-fg aria-[current]:shadow-control before:absolute before:inset-y-2 before:left-0 before:w-0.5 before:rounded-full before:bg-accent-mark before:opacity-0 aria-[current]:before:opacity-100";

const BAR_LINK =
  "relative flex flex-1 flex-col items-center justify-center gap-0.5 rounded-md text-[11px] text-muted transition-colors duration-fast hover:text-fg aria-[current]:font-medium aria-[current]:text-accent";

/** Links to the pages: a column on wide screens, a bar at the thumb on small ones. */
export function Nav({ layout }: { layout: "rail" | "bar" }) {
  const current = pageOf(usePathname());
  const isRail = layout === "rail";
  return (
    <nav
      aria-label="Pages"
      className={isRail ? "grid gap-0.5" : "flex h-14 items-stretch gap-1 px-2 py-1"}
    >
      {PAGES.map((page) => (
        <Link
          key={page.href}
          href={page.href}
          className={isRail ? RAIL_LINK : BAR_LINK}
          {...(page === current && { "aria-current": "page" as const })}
        >
          <page.icon
            aria-hidden
            className={cn(
              isRail ? "size-4.5" : "size-5",
              page === current ? "text-accent" : "text-faint group-hover:text-muted",
            )}
            strokeWidth={1.75}
          />
          {page.title}
          {page.hasLiveCount && <LiveCount layout={layout} />}
        </Link>
      ))}
    </nav>
  );
}
