"use client";
import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Kbd } from "../ui/kbd.tsx";
import { useIsMac } from "./use-is-mac.ts";

const load = () => import("./palette.tsx");
const Palette = lazy(async () => ({ default: (await load()).Palette }));

/** Opens the palette, by click or ⌘K; its code comes when it is first wanted. */
export function SearchButton() {
  const [isOpen, setIsOpen] = useState(false);
  const [wasAsked, setWasAsked] = useState(false);
  const isMac = useIsMac();
  if (isOpen && !wasAsked) setWasAsked(true);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setIsOpen((open) => !open);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
        onPointerEnter={() => void load()}
        onClick={() => setIsOpen(true)}
        className="flex h-8 shrink-0 items-center gap-2 rounded-md border border-line-strong bg-well px-2 text-muted text-sm transition-colors duration-fast hover:border-control hover:text-fg lg:w-44 xl:w-56"
      >
        <Search aria-hidden className="size-4" />
        <span className="max-lg:sr-only">Search</span>
        <Kbd className="ml-auto max-lg:hidden">{isMac ? "⌘K" : "Ctrl K"}</Kbd>
      </button>
      {wasAsked && (
        <Suspense>
          <Palette isOpen={isOpen} onOpenChange={setIsOpen} />
        </Suspense>
      )}
    </>
  );
}
