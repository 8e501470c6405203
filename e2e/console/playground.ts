import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { expect } from "../support/test.ts";

/** What a short film may take where everything else runs as well. */
export const FILM_MS = 120_000;

/** Words that no other test uses: all tests share one workspace. */
export function uniqueWords(words: string): string {
  return `${words} ${randomUUID().slice(0, 8)}`;
}

/** Opens the playground, ready to be used: with a picture model that needs nothing but words. */
export async function openPlayground(
  page: Page,
  query = "?model=bytedance/seedream-4.5",
): Promise<void> {
  await page.goto(`/playground${query}`);
  await expect(page.getByRole("heading", { level: 1, name: "Playground" })).toBeVisible();
}

/** Chooses what to make. */
export async function chooseMedium(page: Page, medium: "Image" | "Video" | "Speech") {
  await page.getByRole("radio", { name: medium, exact: true }).check();
}

/** Chooses a model by the search of the picker. */
export async function chooseModel(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: /^Model: / }).click();
  await page.getByRole("combobox", { name: "Search models" }).fill(title);
  await page.getByRole("option", { name: title }).first().click();
  await expect(page.getByRole("button", { name: `Model: ${title}` })).toBeVisible();
}

export const prompt = (page: Page): Locator => page.getByLabel("Prompt", { exact: true });
export const generate = (page: Page): Locator => page.getByRole("button", { name: /^Generate ·/ });

/** The card of the generation that was made from these words. */
export const runCard = (page: Page, words: string): Locator =>
  page.getByRole("article", { name: words });

/** Sets the length of a film in seconds. */
export async function setDuration(page: Page, seconds: number): Promise<void> {
  await page.getByRole("spinbutton", { name: "Duration" }).fill(String(seconds));
}
