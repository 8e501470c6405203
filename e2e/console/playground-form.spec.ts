import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import {
  chooseMedium,
  chooseModel,
  generate,
  openPlayground,
  prompt,
  runCard,
  setDuration,
  uniqueWords,
} from "./playground.ts";

test("an empty prompt is refused on its field before anything is sent", async ({ page }) => {
  await openPlayground(page);
  await generate(page).click();
  await expect(prompt(page)).toBeFocused();
  await expect(prompt(page)).toHaveAccessibleDescription("Fill this in.");
  await expect(prompt(page)).toHaveAttribute("aria-invalid", "true");
  await prompt(page).fill("a");
  await expect(prompt(page)).toHaveAccessibleDescription("");
});

test("a value that is not allowed is named when its field is left, behind its disclosure", async ({
  page,
}) => {
  await openPlayground(page, "?model=google/veo-3.1");
  await prompt(page).fill("a cat");
  await page.getByText("More settings").click();
  await page.getByLabel("Seed", { exact: true }).fill("forty-two");
  await page.getByLabel("Seed", { exact: true }).blur();
  await expect(page.getByLabel("Seed", { exact: true })).toHaveAccessibleDescription(
    "Must be a whole number.",
  );
  await page.getByLabel("Seed", { exact: true }).fill("42");
  await expect(page.getByLabel("Seed", { exact: true })).toHaveAccessibleDescription("");
});

/** Lets the page send what its own check would have held back, so that the server has to refuse it. */
async function tamper(page: Page, change: (body: string) => string): Promise<void> {
  await page.route("**/playground**", async (route) => {
    const body = route.request().postData();
    if (route.request().method() !== "POST" || body === null) return route.continue();
    return route.continue({ postData: change(body) });
  });
}

test("a refusal of the server lands on its field and keeps what was typed", async ({ page }) => {
  await openPlayground(page, "?model=kling-ai/v3/video");
  await tamper(page, (body) => body.replace('"duration":7', '"duration":99'));
  const words = uniqueWords("a cat walking through neon rain");
  await prompt(page).fill(words);
  await setDuration(page, 7);
  await page.getByRole("radio", { name: "Pro" }).check();
  await generate(page).click();

  const duration = page.getByRole("spinbutton", { name: "Duration" });
  await expect(duration).toHaveAccessibleDescription("Must be between 3 and 15.");
  await expect(page.getByRole("slider", { name: "Duration" })).toBeFocused();
  await expect(prompt(page)).toHaveValue(words);
  await expect(duration).toHaveValue("7");
  await expect(page.getByRole("radio", { name: "Pro" })).toBeChecked();
  await expect(runCard(page, words)).toHaveCount(0);
});

test("a refused model says so on a card and offers the nearest ones", async ({ page }) => {
  await openPlayground(page);
  await tamper(page, (body) => body.replace("bytedance/seedream-4.5", "bytedance/seedream-4"));
  const words = uniqueWords("a cat");
  await prompt(page).fill(words);
  await generate(page).click();
  const alert = page.getByRole("alert").filter({ hasText: "This model is not available here" });
  await expect(alert).toContainText("Your input");
  await expect(alert).toContainText("Not charged.");
  await expect(page.getByText(/^(IMAGE|VIDEO)_GENERATION_UNSUPPORTED_MODEL$/)).toBeVisible();
  await expect(prompt(page)).toHaveValue(words);
  await page.unroute("**/playground**");
  await page.getByRole("button", { name: "Use Seedream 4.5" }).click();
  await generate(page).click();
  await expect(runCard(page, words).getByText(/^Done in/)).toBeVisible();
});

test("what was typed goes along to other models, where it fits", async ({ page }) => {
  await openPlayground(page);
  await prompt(page).fill("a lighthouse at dusk");
  await page.getByRole("radio", { name: "9:16" }).check();
  await chooseMedium(page, "Speech");
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("a lighthouse at dusk");
  await chooseMedium(page, "Video");
  await chooseModel(page, "Kling 3.0");
  await expect(prompt(page)).toHaveValue("a lighthouse at dusk");
  await expect(page.getByRole("radio", { name: "9:16" })).toBeChecked();
  await expect(page).toHaveURL(/model=kling-ai/);
});

test("code mirrors the form", async ({ page }) => {
  await openPlayground(page);
  await page.getByRole("button", { name: "Code" }).click();
  const code = page.getByRole("region", { name: "Code: request" });
  await prompt(page).fill("it's a cat");
  await expect(code).toContainText('-H "Authorization: Bearer $RUSHES_API_KEY"');
  await expect(code).toContainText(`"prompt": "it'\\''s a cat"`);
  await page.getByRole("radio", { name: "Stream" }).check();
  await expect(code).toContainText("/api/v1/generation/sse/bytedance/seedream-4.5");
  await page.getByRole("radio", { name: "TypeScript" }).check();
  await expect(code).toContainText(`"prompt": "it's a cat"`);
});

test("an unreachable server keeps the form and offers another try", async ({ page }) => {
  await openPlayground(page);
  const words = uniqueWords("a quiet harbour");
  await prompt(page).fill(words);
  await page.context().setOffline(true);
  await generate(page).click();
  await expect(page.getByRole("status").filter({ hasText: "could not be reached" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveCount(0);
  await expect(prompt(page)).toHaveValue(words);
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(runCard(page, words).getByText(/^Done in/)).toBeVisible();
});

test("a generation that failed for its input leads back to the field, with the reason on it", async ({
  page,
}) => {
  await openPlayground(page, "?model=kling-ai/v3/video");
  const words = uniqueWords("a fox at dawn");
  await prompt(page).fill(words);
  await page.getByText("Pictures and files").click();
  const frame = page.getByRole("textbox", { name: "First frame" });
  await frame.fill("https://127.0.0.1/private.png");
  await generate(page).click();
  const card = runCard(page, words);
  await expect(card.getByRole("heading", { name: "Some of the input is not right" })).toBeVisible();
  await expect(card.getByText("VIDEO_GENERATION_INVALID_INPUT")).toBeVisible();
  await expect(card.getByText("Not charged.")).toBeVisible();

  await chooseMedium(page, "Image");
  await card.getByRole("button", { name: "Go to the field" }).click();
  await expect(frame).toBeFocused();
  await expect(frame).toHaveValue("https://127.0.0.1/private.png");
  await expect(frame).toHaveAccessibleDescription(/^Leads to a private address\./);
  await expect(prompt(page)).toHaveValue(words);
});
