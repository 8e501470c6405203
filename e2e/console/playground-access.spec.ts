import { checkAxe, expect, test } from "../support/test.ts";
import { generate, openPlayground, prompt, runCard, uniqueWords } from "./playground.ts";

test("everything goes by keyboard: model, words, settings, generate, enlarge", async ({ page }) => {
  await openPlayground(page);
  await page.getByRole("radio", { name: "Video" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("radio", { name: "Image" })).toBeChecked();

  await page.getByRole("button", { name: /^Model: / }).focus();
  await page.keyboard.press("Enter");
  const search = page.getByRole("combobox", { name: "Search models" });
  await expect(search).toBeFocused();
  await page.keyboard.type("google image");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type(" banana 2");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Model: Nano Banana 2/ })).toBeFocused();

  const words = uniqueWords("a small boat");
  await page.keyboard.press("Tab");
  await expect(prompt(page)).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "2:3" })).toBeChecked();
  await page.keyboard.press("Control+Enter");

  const card = runCard(page, words);
  const enlarge = card.getByRole("button", { name: "Enlarge" });
  await expect(enlarge).toBeVisible();
  await enlarge.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: words })).toBeVisible();
});

test("Enter in a field of one line does not spend credits", async ({ page }) => {
  await openPlayground(page, "?model=kling-ai/v3/video");
  const words = uniqueWords("nothing to see");
  await prompt(page).fill(words);
  await page.getByRole("spinbutton", { name: "Duration" }).press("Enter");
  await page.reload();
  await expect(runCard(page, words)).toHaveCount(0);
});

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("no violation of accessibility rules in any state", async ({ page }) => {
      await openPlayground(page, "?model=google/veo-3.1");
      await generate(page).click();
      await expect(prompt(page)).toHaveAttribute("aria-invalid", "true");
      await page.getByText("More settings").click();
      await page.getByText("Pictures and files").click();
      await page.getByRole("button", { name: "Code" }).click();
      await expect(page.getByRole("region", { name: "Code: request" })).toBeVisible();
      await checkAxe(page);

      await page.getByRole("button", { name: /^Model: / }).click();
      await expect(page.getByRole("option", { name: "Kling 3.0" }).first()).toBeVisible();
      await checkAxe(page);
      await page.keyboard.press("Escape");

      const words = uniqueWords("a tower");
      await openPlayground(page);
      await prompt(page).fill(words);
      await generate(page).click();
      const card = runCard(page, words);
      await expect(card.getByText(/^Done in/)).toBeVisible();
      await card.getByRole("button", { name: "Events and JSON" }).click();
      await expect(card.getByText(/^id: 1/)).toBeVisible();
      await checkAxe(page);

      await card.getByRole("button", { name: "Enlarge" }).click();
      await expect(page.getByRole("dialog", { name: words })).toBeVisible();
      await checkAxe(page);
    });

    test("no violation on an error card", async ({ page }) => {
      await openPlayground(page, "?generation=gen_01zzzzzzzzzzzzzzzzzzzzzzzz");
      await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
      // Failures of other tests are on the page too, below the card that the address asks for.
      await page.getByRole("button", { name: "Explain" }).first().click();
      await checkAxe(page);
    });
  });
}

test.describe("on a small screen", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("nothing sticks out sideways, and Generate is always at hand", async ({ page }) => {
    await openPlayground(page, "?model=google/veo-3.1");
    await expect(generate(page)).toBeInViewport();
    await page.getByText("More settings").click();
    await page.getByText("Pictures and files").click();
    await page.getByRole("button", { name: "Code" }).click();
    await expect(page.getByRole("region", { name: "Code: request" })).toBeVisible();
    const overflowPx = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflowPx).toBe(0);
  });
});
