import type { Locator, Page } from "@playwright/test";
import { Stripe } from "stripe";
import {
  answerError,
  openStripeStub,
  type StripeStub,
} from "#lib/gateway/billing/testing/stripe-stub.ts";
import { expireGrants } from "#lib/gateway/credits/expire.ts";
import { grantCredits } from "#lib/gateway/credits/grant.ts";
import { openDatabase } from "#lib/gateway/db/database.ts";
import { readEnv } from "#lib/gateway/env.ts";
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";
import { runCommand, startServer, type TestServer, temporaryDataDir } from "../support/server.ts";
import { checkAxe, expect, test } from "../support/test.ts";

/** Live mode, where credits cost money: a server of its own that sells by a stub of Stripe. */
let server: TestServer;
let stub: StripeStub;
const closers: (() => Promise<unknown>)[] = [];

const WEBHOOK_SECRET = "whsec_test_of_rushes";

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  stub = await openStripeStub({ defer: (close) => closers.push(async () => close()) });
  const data = await temporaryDataDir();
  const env = {
    STRIPE_SECRET_KEY: "sk_live_51TestOfRushes",
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_BASE_URL: stub.url,
  };
  server = await startServer(data.dataDir, { env });
  closers.push(
    () => server.stop(),
    () => data.remove(),
  );
});

test.afterAll(async () => {
  for (const close of closers) await close();
});

test.use({ storageState: { cookies: [], origins: [] } });

/** Credits that were given a while ago and have ended since. */
async function giveExpired(amount: number): Promise<void> {
  const env = readEnv({ RUSHES_DATA_DIR: server.dataDir });
  const postgres = await openPostgres(env, { as: "guest" });
  const db = openDatabase(postgres.url, { maxConnections: 1 });
  const { rows } = await db.pool.query<{ id: string }>("select id from workspaces");
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await grantCredits(db.pool, {
    ...{ workspaceId: rows[0]?.id ?? "", mode: "live", kind: "promotional", amount },
    ...{ source: "operator", sourceRef: null, at: hoursAgo(48), expiresAt: hoursAgo(3) },
  });
  await expireGrants(db.pool, new Date());
  await db.close();
  await postgres.release();
}

async function openCredits(page: Page, address = `${server.url}/credits`): Promise<void> {
  const { dataDir, url } = server;
  const port = Number(new URL(url).port);
  await page.goto(await runCommand("login", ["--mode", "live"], { dataDir, port }));
  await page.goto(address);
  await expect(section(page, "You can spend")).toBeVisible();
}

const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const balance = (page: Page) => page.getByRole("banner").getByRole("link", { name: /^Credits: / });

/** Tells Rushes of something, signed as Stripe signs. */
async function send(id: string, type: string, object: Record<string, unknown>): Promise<void> {
  const payload = JSON.stringify({ id, object: "event", type, livemode: true, data: { object } });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
  const answer = await fetch(`${server.url}/api/billing/stripe`, {
    method: "POST",
    body: payload,
    headers: { "content-type": "application/json", "stripe-signature": signature },
  });
  expect(answer.status).toBe(200);
}

/** Tells Rushes of the end of a checkout. */
function deliver(paymentId: string, type: string, paymentStatus: string): Promise<void> {
  return send(`evt_${type}_${paymentId}`, type, {
    id: `cs_of_${paymentId}`,
    metadata: { rushes_payment_id: paymentId },
    payment_status: paymentStatus,
    payment_intent: `pi_of_${paymentId}`,
    amount_total: 500,
    currency: "usd",
  });
}

/** Tells Rushes of a refund of a part or all of a payment. */
function deliverRefund(paymentId: string, amount: number): Promise<void> {
  return send(`evt_refund_${paymentId}_${amount}`, "refund.created", {
    ...{ id: `re_${paymentId}_${amount}`, object: "refund", charge: `ch_of_${paymentId}` },
    ...{ payment_intent: `pi_of_${paymentId}`, amount, currency: "usd", status: "succeeded" },
  });
}

/** What the last page to pay at was asked for with: the payment, and where it leads back to. */
function lastCheckout() {
  const form = stub.requests.at(-1)?.form ?? {};
  return {
    paymentId: form["metadata[rushes_payment_id]"] ?? "",
    paidUrl: form.success_url ?? "",
    canceledUrl: form.cancel_url ?? "",
  };
}

async function chooseSmallest(page: Page): Promise<{ dialog: Locator; pay: Locator }> {
  await section(page, "You can spend").getByRole("button", { name: "Buy credits" }).click();
  const dialog = page.getByRole("dialog", { name: "Buy credits" });
  await dialog.getByRole("radio", { name: /^500 credits/ }).check();
  return { dialog, pay: dialog.getByRole("button", { name: "Pay $5 for 500 credits" }) };
}

/** Stands for Stripe's page, which no test reaches. */
async function pretendStripe(page: Page): Promise<void> {
  await page.route("https://checkout.stripe.example/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Stripe</title><h1>Pay here</h1>" }),
  );
}

/** Goes to buy the smallest pack, as far as the page to pay at. */
async function goToPay(page: Page) {
  await pretendStripe(page);
  await openCredits(page);
  const { pay } = await chooseSmallest(page);
  await pay.click();
  await expect(page.getByRole("heading", { name: "Pay here" })).toBeVisible();
  return lastCheckout();
}

test("when all credits have expired the page says so, and shows which", async ({ page }) => {
  await giveExpired(40);
  await openCredits(page);
  await expect(
    section(page, "You can spend").getByText(/spent, are held, or have expired/),
  ).toBeVisible();
  await expect(section(page, "At this pace it lasts").getByText("Nothing left")).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName("Credits: 0, none left");
  const grants = section(page, "Grants").getByRole("table");
  await expect(grants.getByText("Expired", { exact: true })).toBeVisible();
  await expect(grants.getByText("expired 3 hours ago")).toBeVisible();
  await expect(section(page, "Ledger").getByRole("table").getByText("−40")).toBeVisible();
  await checkAxe(page);
});

test("a part that cannot be read says so alone, and is read when asked to", async ({ page }) => {
  const parts = [
    ["Grants", "grants", "The grants could not be loaded", /Promotional/],
    ["Key limits", "keys", "The keys could not be loaded", "No key yet"],
    ["Audit", "audit", "The ledger could not be checked", /all \d+ checks hold/],
  ] as const;
  for (const [, path] of parts) {
    await page.route(`**/api/v1/credits/${path}*`, (route) => route.abort());
  }
  await openCredits(page);
  for (const [name, path, words, content] of parts) {
    const part = section(page, name);
    await part.getByRole("heading", { name, exact: true }).scrollIntoViewIfNeeded();
    await expect(part.getByRole("alert").getByText(words)).toBeVisible();
    await expect(part.getByText("Your credits are safe.")).toBeVisible();
    await page.unroute(`**/api/v1/credits/${path}*`);
    await part.getByRole("button", { name: "Try again" }).click();
    await expect(part.getByText(content).first()).toBeVisible();
  }
  await expect(section(page, "You can spend").getByText("Nothing is left.")).toBeVisible();
});

test("entries that cannot be read do not take the filters away", async ({ page }) => {
  await openCredits(page);
  const ledger = section(page, "Ledger");
  await page.route("**/api/v1/credits/entries?*", (route) => route.abort());
  await ledger.getByLabel("Find by generation or grant id").fill("grt_unknown");
  await page.keyboard.press("Enter");
  await expect(ledger.getByText("The ledger could not be loaded")).toBeVisible();
  await page.unroute("**/api/v1/credits/entries?*");
  await ledger.getByRole("button", { name: "Try again" }).click();
  await expect(ledger.getByText("There is no entry that fits these filters.")).toBeVisible();
});

test("when Stripe is away nothing is bought, and the same press tries again", async ({ page }) => {
  await pretendStripe(page);
  await openCredits(page);
  const { dialog, pay } = await chooseSmallest(page);
  const away = answerError(402, { type: "card_error", message: "sk_live_51TestOfRushes is odd" });
  stub.script.push(away);
  await pay.click();
  const problem = dialog.getByRole("alert").filter({ hasText: "Nothing was bought." });
  await expect(problem).toBeVisible();
  await expect(problem).not.toContainText("sk_live");
  await checkAxe(page);
  await pay.click();
  await expect(page.getByRole("heading", { name: "Pay here" })).toBeVisible();
});

test("who comes back without paying is told that nothing was charged", async ({ page }) => {
  await openCredits(page, lastCheckout().canceledUrl);
  await expect(page.getByText("You came back without paying")).toBeVisible();
  await expect(section(page, "Purchases").getByText("Not paid yet").first()).toBeVisible();
  await checkAxe(page);
});

test("who comes back from paying waits for the credits, and sees them come", async ({ page }) => {
  const { paymentId, paidUrl } = await goToPay(page);
  await page.goto(paidUrl);
  await expect(page.getByText("Waiting for the payment")).toBeVisible();
  await deliver(paymentId, "checkout.session.completed", "paid");
  await expect(page.getByText("500 credits are there")).toBeVisible();
  await expect(balance(page)).toHaveAccessibleName("Credits: 500");
  await expect(section(page, "Purchases").getByText("Paid", { exact: true })).toBeVisible();
  await expect(section(page, "Ledger").getByRole("table").getByText("+500")).toBeVisible();
});

/** The page asks for a balance by itself every 20 s; what a payment moves is there sooner. */
const SOON = { timeout: 8_000 };

test("a refund that is told before the payment moves balance, grants and ledger at once", async ({
  page,
}) => {
  const { paymentId, paidUrl } = await goToPay(page);
  await page.goto(paidUrl);
  await expect(page.getByText("Waiting for the payment")).toBeVisible();
  await deliverRefund(paymentId, 250);
  await deliver(paymentId, "checkout.session.completed", "paid");
  await expect(page.getByText("$2.50 of $5 was refunded")).toBeVisible(SOON);
  await expect(balance(page)).toHaveAccessibleName("Credits: 750", SOON);
  await expect(section(page, "Ledger").getByRole("table").getByText("−250")).toBeVisible(SOON);
  await deliverRefund(paymentId, 249);
  await expect(page.getByText("$4.99 of $5 was refunded")).toBeVisible(SOON);
  await expect(balance(page)).toHaveAccessibleName("Credits: 501", SOON);
});

test("a payment that did not come about is said to be so", async ({ page }) => {
  const { paymentId, paidUrl } = await goToPay(page);
  await deliver(paymentId, "checkout.session.expired", "unpaid");
  await page.goto(paidUrl);
  await expect(page.getByText("This payment did not come about")).toBeVisible();
  await expect(page.getByText("Nothing was charged, and no credits were given.")).toBeVisible();
});

test("a page that comes back as it was left can be bought from again", async ({ page }) => {
  // An answer without content leaves the page where it is, as if it had been kept for the way back.
  await page.route("https://checkout.stripe.example/**", (route) => route.fulfill({ status: 204 }));
  await openCredits(page);
  const { pay } = await chooseSmallest(page);
  const left = page.waitForRequest("https://checkout.stripe.example/**");
  await pay.click();
  await left;
  await expect(pay).toHaveAttribute("aria-disabled", "true");
  await page.evaluate(() =>
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
  const leftAgain = page.waitForRequest("https://checkout.stripe.example/**");
  await pay.click();
  await leftAgain;
});
