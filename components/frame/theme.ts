/** The visitor's choice of scheme; `system` is no choice. Kept in a cookie, so the server draws it. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "rushes_theme";
const ONE_YEAR_S = 31_536_000;

/** Reads a cookie's value as a theme. */
export function parseTheme(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

/** Puts a theme on the page at once and keeps it. Browser only. */
export function setTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  const maxAgeS = theme === "system" ? 0 : ONE_YEAR_S;
  const cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${maxAgeS}; samesite=lax`;
  // The Cookie Store API is missing on plain http, where a first visit may well be.
  Object.assign(document, { cookie });
}

/** The scheme that is seen right now. Browser only. */
export function shownTheme(): "light" | "dark" {
  const chosen = parseTheme(document.documentElement.dataset.theme);
  if (chosen !== "system") return chosen;
  return matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}
