"use client";
import { Moon, Sun } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { setTheme, shownTheme } from "./theme.ts";

/** Turns light and dark over. Both icons are there; CSS shows the one that the click leads to. */
export function ThemeToggle() {
  return (
    <Button
      variant="quiet"
      size="sm"
      aria-label="Switch between light and dark"
      onClick={() => setTheme(shownTheme() === "dark" ? "light" : "dark")}
      icon={
        <>
          <Sun aria-hidden className="theme-sun size-4" />
          <Moon aria-hidden className="theme-moon size-4" />
        </>
      }
    />
  );
}
