import { checkAxe, expect, test } from "../support/test.ts";
import { ownServer } from "./own-server.ts";
import { generate, prompt, runCard } from "./playground.ts";

const server = ownServer();

test("the printed link leads to an empty playground that invites, and to a first picture", async ({
  page,
}) => {
  await page.goto(server().link);
  await expect(page).toHaveURL(`${server().url}/playground`);
  await expect(page.getByRole("heading", { name: "Nothing on the reel yet" })).toBeVisible();
  await checkAxe(page);

  const words = "sunrise over mountains in watercolor style";
  await page.getByRole("button", { name: words }).click();
  await expect(prompt(page)).toHaveValue(words);
  await expect(prompt(page)).toBeFocused();
  await generate(page).click();
  await expect(runCard(page, words).getByRole("img", { name: words })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing on the reel yet" })).toBeHidden();
});
