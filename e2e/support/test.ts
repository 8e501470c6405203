import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, test as base, expect, type Page } from "@playwright/test";
import { runCommand } from "./server.ts";

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests by npm test`);
  return value;
}

export const serverUrl = () => required("RUSHES_E2E_URL");
export const apiKey = () => required("RUSHES_E2E_KEY");
export const dataDir = () => required("RUSHES_E2E_DATA_DIR");

/** `page` is signed in to the console. */
type Session = Awaited<ReturnType<APIRequestContext["storageState"]>>;

type WorkerFixtures = { session: Session };

type Fixtures = {
  /** HTTP calls that carry the API key. */
  api: APIRequestContext;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  session: [
    async ({ playwright }, use) => {
      const port = Number(new URL(serverUrl()).port);
      const link = await runCommand("login", [], { dataDir: dataDir(), port });
      const context = await playwright.request.newContext();
      const opened = await context.get(link, { maxRedirects: 0 });
      expect(opened.status()).toBe(303);
      await use(await context.storageState());
      await context.dispose();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ session: _ }, use) => use(serverUrl()),
  storageState: async ({ session }, use) => use(session),
  api: async ({ playwright }, use) => {
    const context = await playwright.request.newContext({
      baseURL: serverUrl(),
      extraHTTPHeaders: { authorization: `Bearer ${apiKey()}` },
    });
    await use(context);
    await context.dispose();
  },
});

/** Fails on any violation of WCAG 2.2 A or AA on the page as it is now. */
export async function checkAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    targets: nodes.map((node) => node.target),
  }));
  expect(found).toEqual([]);
}

export { expect };
