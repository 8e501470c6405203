/*
 * Starts Scalar on the page of the API reference. Nothing leaves this host: no fonts, proxy,
 * telemetry or assistant of theirs. Source: Scalar's configuration reference.
 */
import { createApiReference } from "/api/reference/assets/standalone.esm.js";

// The console keeps the visitor's choice of scheme in this cookie; without one the system decides.
const chosen = /(?:^|; )rushes_theme=(light|dark)/.exec(document.cookie)?.[1];
const isDark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.style.colorScheme = isDark ? "dark" : "light";

createApiReference("#reference", {
  url: "/api/v1/openapi.json",
  forceDarkModeState: isDark ? "dark" : "light",
  hideDarkModeToggle: true,
  theme: "none",
  layout: "modern",
  withDefaultFonts: false,
  telemetry: false,
  showDeveloperTools: "never",
  hideClientButton: true,
  agent: { disabled: true, hideAddApi: true },
  mcp: { disabled: true },
  defaultOpenAllTags: false,
  documentDownloadType: "none",
  persistAuth: false,
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
  authentication: { preferredSecurityScheme: "bearerAuth" },
});
