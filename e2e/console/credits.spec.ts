import type { Page } from "@playwright/test";
import { runCommand } from "../support/server.ts";
import { checkAxe, expect, test } from "../support/test.ts";
import { ownServer } from "./own-server.ts";
import { generate, prompt, runCard, setDuration } from "./playground.ts";

/** What the plan gives in test mode. */
const START = "10,000";

test.describe.configure({ mode: "serial" });

const server = ownServer();

async function signIn(page: Page, mode: "test" | "live" = "test"): Promise<void> {
  const { dataDir, url } = server();
  const port = Number(new URL(url).port);
  await page.goto(await runCommand("login", ["--mode", mode], { dataDir, port }));
  await expect(page).toHaveURL(/\/playground/);
}

const open = (page: Page, path: string) => page.goto(`${server().url}${path}`);

async function openPlayground(page: Page): Promise<void> {
  await open(page, "/playground?model=bytedance/seedream-4.5");
  await expect(generate(page)).toBeVisible();
}

const balance = (page: Page) => page.getByRole("banner").getByRole("link", { name: /^Credits: / });
const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function openCredits(page: Page, query = ""): Promise<void> {
  await open(page, `/credits${query}`);
  await expect(section(page, "You can spend")).toBeVisible();
}

for (const theme of ["dark", "light"] as const) {
  test(`the page has no accessibility violation, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await signIn(page);
    await openCredits(page);
    await expect(section(page, "You can spend").getByText(`${START}`).first()).toBeVisible();
    await expect(section(page, "Held now").getByText(/nothing is held/)).toBeVisible();
    await checkAxe(page);
  });
}

test("the balance in the header moves when a generation ends, and the page says what it cost", async ({
  page,
}) => {
  await signIn(page);
  await openPlayground(page);
  await expect(balance(page)).toHaveAccessibleName(`Credits: ${START}`);
  await prompt(page).fill("a moon over a lake");
  await generate(page).click();
  await expect(runCard(page, "a moon over a lake").getByText(/^Done in/)).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName("Credits: 9,992");
  await balance(page).click();
  await expect(page).toHaveURL(/\/credits$/);
  const burn = section(page, "Spent by day");
  await expect(burn.getByText("8 credits in the last 30 days")).toBeVisible();
  await expect(burn.getByRole("img", { name: /spent by day/ })).toBeVisible();
  await burn.getByRole("button", { name: "Show as a table" }).click();
  await expect(burn.getByRole("columnheader", { name: "Images" })).toBeVisible();
  await burn.getByRole("radio", { name: "By model" }).check();
  await expect(page).toHaveURL(/split=model/);
  await expect(burn.getByRole("columnheader", { name: "Seedream 4.5" })).toBeVisible();
});

/** Sends a film by the API that runs until it is canceled; gives its id. */
async function holdFilm(input: Record<string, unknown>): Promise<string> {
  const created = await fetch(`${server().url}/api/v1/generation/kling-ai/v3/video`, {
    method: "POST",
    headers: { authorization: `Bearer ${server().key}`, "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  expect(created.status).toBe(202);
  return ((await created.json()) as { id: string }).id;
}

async function cancelFilm(id: string): Promise<void> {
  await fetch(`${server().url}/api/v1/generation/${id}/cancel`, {
    method: "POST",
    headers: { authorization: `Bearer ${server().key}` },
  });
}

test("what runs holds credits, and is listed with a link until it ends", async ({ page }) => {
  test.slow();
  await signIn(page);
  const id = await holdFilm({ prompt: "a cat [[simulate slow 20s]]", duration: 5 });
  await openCredits(page);
  const held = section(page, "Held now");
  await expect(held.getByRole("link", { name: "Kling 3.0" })).toHaveAttribute(
    "href",
    `/playground?generation=${id}`,
  );
  await expect(balance(page)).toHaveAccessibleName("Credits: 9,872, +120 held");
  await cancelFilm(id);
  await expect(balance(page)).toHaveAccessibleName("Credits: 9,992");
  await expect(held.getByText(/nothing is held/)).toBeVisible();
});

test("a purchase in test mode says that it is one, happens once, and gives the focus back", async ({
  page,
}) => {
  await signIn(page);
  await openCredits(page);
  const buy = section(page, "You can spend").getByRole("button", { name: "Buy credits" });
  await buy.click();
  const dialog = page.getByRole("dialog", { name: "Add test credits" });
  await expect(dialog.getByText("This is a test: nothing is charged.")).toBeVisible();
  await dialog.getByRole("radio", { name: /^500 credits/ }).check();
  await checkAxe(page);
  await dialog.getByRole("button", { name: "Add 500 test credits" }).dblclick();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("500 credits added")).toBeVisible();
  await expect(buy).toBeFocused();
  await expect(balance(page)).toHaveAccessibleName("Credits: 10,492");
  await expect(section(page, "Purchases").getByRole("listitem")).toHaveCount(1);
});

test("a refused generation sells what it lacks and goes on with one press", async ({ page }) => {
  await signIn(page);
  await openPlayground(page);
  await prompt(page).fill("a hill [[simulate INSUFFICIENT_CREDITS]]");
  await generate(page).click();
  await expect(page.getByRole("heading", { name: "Not enough credits" })).toBeVisible();
  await page.getByRole("button", { name: "Buy credits" }).click();
  await page.getByRole("button", { name: "Add 500 test credits" }).click();
  const goOn = page.getByRole("button", { name: "Generate now" });
  await expect(goOn).toBeFocused();
  await expect(page.getByRole("heading", { name: "Enough credits now" })).toBeVisible();
  await expect(page.getByText("This costs 8 credits; 10,992 left, which is enough.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Not enough credits" })).toBeHidden();
  const again = page.waitForResponse(
    (response) => response.request().method() === "POST" && response.url().includes("/playground"),
  );
  await goOn.click();
  await again;
  await expect(balance(page)).toHaveAccessibleName("Credits: 10,992");
});

test("too dear a film is put right with one press, and can start as it was once there is enough", async ({
  page,
}) => {
  test.slow();
  const dear = { prompt: "a sea [[simulate slow 90s]]", duration: 15, n: 4, quality: "pro" };
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.push(await holdFilm(dear));
  await signIn(page);
  await open(page, "/playground?model=kling-ai/v3/video");
  await prompt(page).fill("a hill");
  await setDuration(page, 15);
  await generate(page).click();
  await expect(
    page.getByText("This costs 360 credits; 192 left, 168 credits short."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Choose cheaper settings" }).click();
  await expect(page.getByText("Duration 8 s: 192 credits", { exact: true })).toBeVisible();
  await expect(page.getByRole("spinbutton", { name: "Duration" })).toHaveValue("8");
  await expect(prompt(page)).toHaveValue("a hill");
  await expect(generate(page)).toHaveAccessibleName(/^Generate · 192 credits/);
  await expect(generate(page)).toBeFocused();
  await page.getByRole("button", { name: "Buy credits" }).click();
  await page.getByRole("button", { name: "Add 500 test credits" }).click();
  await expect(page.getByRole("button", { name: "Generate now" })).toBeFocused();
  await expect(page.getByText("This costs 360 credits; 692 left, which is enough.")).toBeVisible();
  await expect(page.getByText(/credits short|192 are left|would do for/)).toHaveCount(0);
  await checkAxe(page);
  for (const id of ids) await cancelFilm(id);
  await expect(balance(page)).toHaveAccessibleName("Credits: 11,492");
});

test("a threshold is checked on its field, warns everywhere, and stays dismissed", async ({
  page,
}) => {
  await signIn(page);
  await openCredits(page);
  const alerts = section(page, "Low balance");
  const field = alerts.getByLabel("Warn below this many credits");
  await field.fill("a few");
  await alerts.getByRole("button", { name: "Save the threshold" }).click();
  await expect(alerts.getByText(/must be a whole number/)).toBeVisible();
  await expect(field).toHaveValue("a few");
  await expect(field).toBeFocused();
  await field.fill("20,000");
  await alerts.getByRole("button", { name: "Save the threshold" }).click();
  const warning = page.getByText("fewer than the 20,000 at which you wanted to know");
  await expect(warning).toBeVisible();
  await expect(
    alerts.getByText(/A threshold set above the balance warns without one/),
  ).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName(/, low$/);
  await checkAxe(page);
  await open(page, "/generations");
  await expect(warning).toBeVisible();
  await page.getByRole("button", { name: "Dismiss this warning" }).click();
  await expect(warning).toBeHidden();
  await page.reload();
  await expect(balance(page)).toHaveAccessibleName(/, low$/);
  await expect(warning).toBeHidden();
});

test("nothing has to be scrolled sideways, from the narrowest to where all has its room", async ({
  page,
}) => {
  await signIn(page);
  for (const path of ["/credits", "/generations", "/playground"]) {
    await open(page, path);
    await expect(balance(page)).toBeVisible();
    for (const width of [320, 360, 640, 768, 900, 1024]) {
      await page.setViewportSize({ width, height: 740 });
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, `${path} at ${width} px`).toBe(width);
    }
  }
});

test("live mode without credits says so, and who can give some", async ({ page }) => {
  await signIn(page, "live");
  await openCredits(page);
  await expect(page.getByText("New generations are refused until there are some.")).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName("Credits: 0, none left");
  await expect(section(page, "You can spend").getByText("Nothing is left.")).toBeVisible();
  await checkAxe(page);
  await section(page, "You can spend").getByRole("button", { name: "Buy credits" }).click();
  await expect(page.getByText(/grant --workspace "default" --mode live/)).toBeVisible();
});

test("a payment that is not known is said to be so", async ({ page }) => {
  await signIn(page);
  await openCredits(page, "?payment=pay_01zzzzzzzzzzzzzzzzzzzzzzzz");
  await expect(page.getByText("This payment is not one of the last ones")).toBeVisible();
  await page.getByRole("button", { name: "Dismiss", exact: true }).click();
  await expect(page).toHaveURL(/\/credits$/);
});
