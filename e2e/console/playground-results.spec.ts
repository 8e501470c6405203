import { expect, test } from "../support/test.ts";
import {
  chooseMedium,
  chooseModel,
  FILM_MS,
  generate,
  openPlayground,
  prompt,
  runCard,
  setDuration,
  uniqueWords,
} from "./playground.ts";

test("a prompt becomes a picture that opens large and can be saved", async ({ page }) => {
  await openPlayground(page);
  const words = uniqueWords("sunrise over mountains in watercolor style");
  await prompt(page).fill(words);
  await expect(generate(page)).toContainText("8 credits");
  await generate(page).click();

  const card = runCard(page, words);
  await expect(card.getByText(/^Done in/)).toBeVisible();
  const picture = card.getByRole("img", { name: words });
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(1_000);

  const download = page.waitForEvent("download");
  await card.getByRole("link", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.png$/);

  await card.getByRole("button", { name: "Enlarge" }).click();
  const lightbox = page.getByRole("dialog", { name: words });
  await expect(lightbox.getByText("100 %")).toBeVisible();
  await page.keyboard.press("+");
  await expect(lightbox.getByText("150 %")).toBeVisible();
  await page.keyboard.press("0");
  await expect(lightbox.getByText("100 %")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(lightbox).toBeHidden();
  await expect(card.getByRole("button", { name: "Enlarge" })).toBeFocused();
});

test("several pictures stand side by side and can be leafed through", async ({ page }) => {
  await openPlayground(page, "?model=google/nano-banana-2");
  const words = uniqueWords("a red car in the desert");
  await prompt(page).fill(words);
  await page.getByRole("radiogroup", { name: "Results" }).getByRole("radio", { name: "2" }).check();
  await expect(generate(page)).toContainText("16 credits");
  await generate(page).click();

  const card = runCard(page, words);
  await card.getByRole("button", { name: "Enlarge picture 2 of 2" }).click();
  const lightbox = page.getByRole("dialog", { name: words });
  await expect(lightbox.getByText("2 / 2")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(lightbox.getByText("1 / 2")).toBeVisible();
});

test("a prompt becomes a film with sound that plays", async ({ page }) => {
  test.slow();
  await openPlayground(page);
  await chooseMedium(page, "Video");
  await chooseModel(page, "Kling 3.0");
  const words = uniqueWords("waves against a lighthouse at dusk");
  await prompt(page).fill(words);
  await setDuration(page, 3);
  await expect(generate(page)).toContainText("72 credits");
  await generate(page).click();

  const card = runCard(page, words);
  await expect(card.getByRole("progressbar", { name: "Progress" })).toBeVisible();
  await expect(card.getByText(/^Done in/)).toBeVisible({ timeout: FILM_MS });
  await expect(card.getByText("1280 × 720 · 3 s · 24 fps · sound")).toBeVisible();

  const film = card.locator("video");
  await expect
    .poll(() => film.evaluate((video: HTMLVideoElement) => video.duration))
    .toBeCloseTo(3, 0);
  await film.evaluate((video: HTMLVideoElement) => video.play());
  await expect
    .poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThan(0.2);
  // Bytes of sound that the browser has decoded: more than none means that there is some.
  const decoded = await film.evaluate((video) =>
    Number(
      (video as unknown as { webkitAudioDecodedByteCount: number }).webkitAudioDecodedByteCount,
    ),
  );
  expect(decoded).toBeGreaterThan(0);
});

test("a sentence becomes speech with its waveform", async ({ page }) => {
  await openPlayground(page);
  await chooseMedium(page, "Speech");
  const words = uniqueWords("Every take, watched the same evening.");
  await page.getByLabel("Text", { exact: true }).fill(words);
  await page.getByRole("combobox", { name: "Voice" }).click();
  await page.getByRole("option", { name: "Uncle Fu" }).click();
  await generate(page).click();

  const card = runCard(page, words);
  const position = card.getByRole("slider", { name: "Position" });
  await expect(position).toBeVisible();
  const durationS = Number(await position.getAttribute("aria-valuemax"));
  expect(durationS).toBeGreaterThan(1);
  await expect
    .poll(() => card.locator("audio").evaluate((audio: HTMLAudioElement) => audio.duration))
    .toBeCloseTo(durationS, 0);

  await position.press("End");
  await expect(position).toHaveAttribute("aria-valuenow", String(durationS));
  await position.press("Home");
  await expect(position).toHaveAttribute("aria-valuenow", "0");
  await card.getByRole("button", { name: "Speed 1 times" }).click();
  await expect(card.getByRole("button", { name: "Speed 1.25 times" })).toBeVisible();
  await card.getByRole("button", { name: "Play" }).click();
  await expect
    .poll(() => card.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.1);
});

test("a picture goes on as the first frame of a film, and a remix brings the settings back", async ({
  page,
}) => {
  await openPlayground(page);
  const words = uniqueWords("a forest in the snow");
  await prompt(page).fill(words);
  await page.getByRole("radio", { name: "1:1" }).check();
  await generate(page).click();
  const card = runCard(page, words);
  await expect(card.getByText(/^Done in/)).toBeVisible();

  await card.getByRole("button", { name: "Use as input" }).click();
  const animate = page.getByRole("menuitem", { name: /^Animate with/ }).first();
  const model = (await animate.textContent())?.replace("Animate with ", "");
  await animate.click();
  await expect(page.getByRole("button", { name: `Model: ${model}` })).toBeVisible();
  const frame = page.getByRole("textbox", { name: /^First frame/ });
  await expect(frame).toHaveValue(/\/media\//);
  await expect(prompt(page)).toHaveValue(words);

  await card.getByRole("button", { name: "Remix" }).click();
  await expect(page.getByRole("button", { name: /^Model: Seedream 4.5/ })).toBeVisible();
  await expect(prompt(page)).toHaveValue(words);
  await expect(prompt(page)).toBeFocused();
  await expect(page.getByRole("radio", { name: "1:1" })).toBeChecked();
});

test("events and JSON of a generation can be read as they came", async ({ page }) => {
  await openPlayground(page);
  const words = uniqueWords("a moon over the sea");
  await prompt(page).fill(words);
  await generate(page).click();
  const card = runCard(page, words);
  await expect(card.getByText(/^Done in/)).toBeVisible();
  for (const isReloaded of [false, true]) {
    if (isReloaded) await page.reload();
    await card.getByRole("button", { name: "Events and JSON" }).click();
    await expect(card.getByText(/^id: 1\ndata: .*"IN_QUEUE"/)).toBeVisible();
    await expect(card.getByText(/^id: \d+\ndata: .*"COMPLETED"/)).toBeVisible();
  }
  await card.getByRole("tab", { name: "JSON" }).click();
  await expect(card.getByText(`"prompt": "${words}"`)).toBeVisible();
});
