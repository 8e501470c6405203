/** The low-balance alert that was dismissed last, in a cookie, so that the server need not draw it. */
export const DISMISSED_COOKIE = "rushes_dismissed_alert";
const ONE_YEAR_S = 31_536_000;

/** Keeps the banner of this alert away, in all tabs. Browser only. */
export function dismissAlert(id: string): void {
  const cookie = `${DISMISSED_COOKIE}=${id}; path=/; max-age=${ONE_YEAR_S}; samesite=lax`;
  // The Cookie Store API is missing on plain http, where a first visit may well be.
  Object.assign(document, { cookie });
}
