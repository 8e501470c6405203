import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import {
  FILM_MS,
  generate,
  openPlayground,
  prompt,
  runCard,
  setDuration,
  uniqueWords,
} from "./playground.ts";

/** Starts a film that takes a while, and waits until it is on its way. */
async function startFilm(page: Page, seconds: number): Promise<string> {
  const words = uniqueWords("a neon city in the rain");
  await openPlayground(page, "?model=kling-ai/v3/video");
  await prompt(page).fill(words);
  await setDuration(page, seconds);
  await generate(page).click();
  await expect(runCard(page, words).getByText("Rendering", { exact: true })).toBeVisible({
    timeout: FILM_MS,
  });
  return words;
}

test("a reload in the middle attaches again, a second tab shows the same", async ({ page }) => {
  test.slow();
  const words = await startFilm(page, 4);
  await page.reload();
  const card = runCard(page, words);
  await expect(card.getByRole("progressbar", { name: "Progress" })).toBeVisible();
  const second = await page.context().newPage();
  await openPlayground(second);
  await expect(runCard(second, words)).toBeVisible();
  for (const tab of [page, second]) {
    await expect(runCard(tab, words).getByText(/^Done in/)).toBeVisible({ timeout: FILM_MS });
  }
});

test("a link to a generation shows it, with its settings in the form", async ({ page, api }) => {
  const words = uniqueWords("a desert under stars");
  const created = await api.post("/api/v1/generation/google/nano-banana-2", {
    data: { prompt: words, aspect_ratio: "3:2" },
  });
  const { id } = await created.json();
  await openPlayground(page, `?generation=${id}`);
  await expect(runCard(page, words).getByText(/^Done in/)).toBeVisible();
  await expect(prompt(page)).toHaveValue(words);
  await expect(page.getByRole("radio", { name: "3:2" })).toBeChecked();
});

test("a link to a generation that is not there says so and leaves the rest working", async ({
  page,
}) => {
  await openPlayground(page, "?generation=gen_01zzzzzzzzzzzzzzzzzzzzzzzz");
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  await expect(page.getByText("NOT_FOUND")).toBeVisible();
  await page.getByRole("link", { name: "Back to the playground" }).click();
  await expect(page).toHaveURL(/\/playground$/);
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeHidden();
});

test("cancel ends a film at once and says what comes back", async ({ page, api }) => {
  test.slow();
  const words = await startFilm(page, 15);
  const card = runCard(page, words);
  await card.getByRole("button", { name: "Cancel, returns 360" }).click();
  await expect(card.getByText("Canceled.", { exact: true })).toBeVisible();
  await expect(card.getByText("Not charged, 360 credits returned.")).toBeVisible();
  await expect
    .poll(async () => {
      const page = await (await api.get("/api/v1/generations?status=CANCELED&limit=100")).json();
      return page.items.map((item: { input: { prompt: string } }) => item.input.prompt);
    })
    .toContain(words);
  await page.reload();
  await expect(card.getByText("Canceled.", { exact: true })).toBeVisible();
});

test("a dropped connection heals by itself, without an error", async ({ page }) => {
  test.slow();
  // What is open is not cut by going offline, so the stream is never let through at first.
  await page.route("**/events", (route) => route.abort("connectionreset"));
  const words = uniqueWords("a neon city in the rain");
  await openPlayground(page, "?model=kling-ai/v3/video");
  await prompt(page).fill(words);
  await setDuration(page, 4);
  await generate(page).click();
  const card = runCard(page, words);
  await expect(card.getByText("Reconnecting, the work goes on")).toBeVisible();
  await expect(card.getByRole("heading", { level: 3 })).toHaveCount(0);
  await page.unroute("**/events");
  await expect(card.getByText(/^Done in/)).toBeVisible({ timeout: FILM_MS });
});

test("several run at once, newest first", async ({ page }) => {
  await openPlayground(page);
  const words = ["a cat", "a moon", "a forest"].map(uniqueWords);
  for (const text of words) {
    await prompt(page).fill(text);
    await generate(page).click();
    await expect(runCard(page, text)).toBeVisible();
  }
  for (const text of words) {
    await expect(runCard(page, text).getByText(/^Done in/)).toBeVisible();
  }
  const names = await page
    .getByRole("article")
    .evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-label") ?? ""));
  const order = words.map((text) => names.findIndex((name) => name.endsWith(text)));
  expect(order).toEqual([...order].sort((a, b) => b - a));
});
