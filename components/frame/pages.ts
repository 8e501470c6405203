import { Clapperboard, Coins, GalleryVerticalEnd } from "lucide-react";
import { routes } from "#lib/routes.ts";

/** The console's pages, in the order of the rail. */
export const PAGES = [
  { href: routes.playground(), title: "Playground", icon: Clapperboard, hasLiveCount: false },
  {
    href: routes.generations(),
    title: "Generations",
    icon: GalleryVerticalEnd,
    hasLiveCount: true,
  },
  { href: routes.credits(), title: "Credits", icon: Coins, hasLiveCount: false },
] as const;

/** The page that a path belongs to. */
export function pageOf(pathname: string): (typeof PAGES)[number] | undefined {
  return PAGES.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
}
