import type { APIRequestContext, Page } from "@playwright/test";
import { runCommand } from "../support/server.ts";
import { checkAxe, dataDir, expect, serverUrl, test } from "../support/test.ts";
import { uniqueWords } from "./playground.ts";

const MODEL = "bytedance/seedream-4.5";

/** Starts a picture and waits until it has ended, so that its entries are in the ledger. */
async function makePicture(api: APIRequestContext, words: string): Promise<string> {
  const created = await api.post(`/api/v1/generation/${MODEL}`, { data: { prompt: words } });
  expect(created.status()).toBe(202);
  const { id } = (await created.json()) as { id: string };
  await expect
    .poll(async () => (await (await api.get(`/api/v1/generation/${id}`)).json()).status, {
      timeout: 60_000,
    })
    .toMatch(/COMPLETED|FAILED/);
  return id;
}

const ledger = (page: Page) => page.getByRole("region", { name: "Ledger" });
const rows = (page: Page) => ledger(page).getByRole("table").locator("tbody").getByRole("row");

async function openLedger(page: Page, query = ""): Promise<void> {
  await page.goto(`/credits${query}`);
  await expect(page.getByRole("heading", { name: "Ledger" })).toBeVisible();
  // Read by the browser alone, so when it is there the page is alive.
  await expect(page.getByRole("button", { name: /^Entries of grt_/ }).first()).toBeVisible();
}

test("filters stand in the address: they survive a reload, and back takes them away again", async ({
  page,
  api,
}) => {
  const id = await makePicture(api, uniqueWords("a lighthouse"));
  await openLedger(page);
  await ledger(page).getByLabel("Find by generation or grant id").fill(id);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`generation=${id}`));
  await expect(rows(page)).toHaveCount(2);

  await ledger(page).getByRole("combobox", { name: "Kind of entry" }).click();
  await page.getByRole("option", { name: "Captured" }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.reload();
  await expect(page).toHaveURL(/kind=capture/);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Captured");

  await page.goBack();
  await expect(rows(page)).toHaveCount(2);
  await ledger(page).getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/credits$/);
  await expect(rows(page).nth(2)).toBeVisible();
});

test("an id that is none is refused in words, and a filter that leaves nothing says so", async ({
  page,
}) => {
  await openLedger(page, "?to=2001-01-01");
  await expect(ledger(page).getByText("There is no entry that fits these filters.")).toBeVisible();
  const find = ledger(page).getByLabel("Find by generation or grant id");
  await find.fill("a lighthouse");
  await find.press("Enter");
  await expect(find).toHaveAttribute("aria-invalid", "true");
  await expect(find).toHaveValue("a lighthouse");
  await expect(ledger(page).getByText(/Paste a whole id/)).toBeVisible();
});

test("a release says which failure it was for", async ({ page, api }) => {
  const id = await makePicture(api, `${uniqueWords("a fog")} [[simulate TIMEOUT]]`);
  await openLedger(page, `?generation=${id}`);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).filter({ hasText: "Released" })).toContainText("It took too long");
  await expect(rows(page).filter({ hasText: "Held" })).not.toContainText("It took too long");
});

test("an entry leads to its generation", async ({ page, api }) => {
  const id = await makePicture(api, uniqueWords("a harbour"));
  await openLedger(page, `?generation=${id}&kind=hold`);
  await rows(page).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/playground\\?.*generation=${id}`));
});

test("the file has the entries of the filters and no others", async ({ page, api }) => {
  const id = await makePicture(api, uniqueWords("a valley"));
  await openLedger(page, `?generation=${id}`);
  const downloading = page.waitForEvent("download");
  await ledger(page).getByRole("link", { name: "CSV of these" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("rushes-credits.csv");
  const chunks = await (await download.createReadStream()).toArray();
  const [head, ...lines] = Buffer.concat(chunks).toString("utf8").trimEnd().split("\r\n");
  expect(head).toContain("generation_id");
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toContain(id);
});

test("a new entry joins the list by itself", async ({ page, api }) => {
  await openLedger(page);
  await page.mouse.move(0, 0);
  const id = await makePicture(api, uniqueWords("a comet"));
  await expect(ledger(page).getByRole("table").getByTitle(id).first()).toBeVisible();
});

test("while the list is read, what is new waits to be asked for", async ({ page, api }) => {
  await openLedger(page);
  await rows(page).first().hover();
  const id = await makePicture(api, uniqueWords("a meadow"));
  const show = ledger(page).getByRole("button", { name: /new entr/ });
  await expect(show).toBeVisible();
  await expect(ledger(page).getByRole("table").getByTitle(id)).toHaveCount(0);
  // Other tests write to this ledger too, so what is asked for may not be the last to come.
  await expect(async () => {
    if (await show.isVisible()) await show.click();
    const own = ledger(page).getByRole("table").getByTitle(id).first();
    await expect(own).toBeVisible({ timeout: 2_000 });
  }).toPass();
});

test("a wrong limit of a key gets the server's words on its field, and stays as it was typed", async ({
  page,
}) => {
  const name = uniqueWords("capped");
  const port = Number(new URL(serverUrl()).port);
  await runCommand("key", ["--name", name], { dataDir: dataDir(), port });
  await openLedger(page);
  await page.getByRole("button", { name: `Set a limit: ${name}` }).click();
  const field = page.getByLabel(`Credits a month for ${name}`);
  await expect(field).toBeFocused();
  for (const wrong of ["12.5", "a lot"]) {
    await field.fill(wrong);
    await field.press("Enter");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(/must be a whole number from 0 to/);
    await expect(field).toHaveValue(wrong);
    await expect(field).toBeFocused();
  }
  await field.fill("1,500");
  await field.press("Enter");
  await expect(page.getByRole("button", { name: `Change limit: ${name}` })).toBeFocused();
  const keys = page.getByRole("list", { name: "Keys" });
  await expect(keys.getByRole("listitem").filter({ hasText: name })).toContainText("0 / 1,500");
});

test("the audit is made when it is looked at, and says that all adds up", async ({ page }) => {
  await openLedger(page);
  const audit = page.getByRole("region", { name: "Audit" });
  await audit.getByRole("heading").scrollIntoViewIfNeeded();
  await expect(audit.getByText(/The ledger adds up: all \d+ checks hold/)).toBeVisible();
  await expect(audit.getByRole("button", { name: "Check again" })).toBeVisible();
});

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("no violation of accessibility rules on ledger, grants, keys and audit", async ({
      page,
      api,
    }) => {
      const id = await makePicture(api, uniqueWords("a tower [[simulate TIMEOUT]]"));
      await openLedger(page, `?generation=${id}`);
      await expect(rows(page)).toHaveCount(2);
      await page
        .getByRole("button", { name: /Set a limit/ })
        .first()
        .click();
      await page.keyboard.type("-1");
      await page.keyboard.press("Enter");
      await expect(page.getByText(/must be a whole number/)).toBeVisible();
      await page.getByRole("heading", { name: "Audit" }).scrollIntoViewIfNeeded();
      await expect(page.getByText(/The ledger adds up/)).toBeVisible();
      await checkAxe(page);
    });
  });
}

for (const width of [390, 360]) {
  test(`nothing sticks out sideways at ${width} px`, async ({ page, api }) => {
    await page.setViewportSize({ width, height: 740 });
    const id = await makePicture(api, uniqueWords("a pier"));
    await openLedger(page, `?generation=${id}`);
    const list = ledger(page).getByRole("list", { name: /Ledger/ });
    await expect(list.getByRole("listitem")).toHaveCount(2);
    const overflowPx = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflowPx).toBe(0);
  });
}
