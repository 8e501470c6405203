"use client";
import { usePathname } from "next/navigation";
import { pageOf } from "./pages.ts";

/** The heading of the page that is shown. */
export function PageTitle() {
  const page = pageOf(usePathname());
  if (!page) return null;
  return <h1 className="truncate font-semibold text-lg tracking-tight sm:text-xl">{page.title}</h1>;
}
