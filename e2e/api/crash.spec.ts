import { expect, test } from "@playwright/test";
import { crash } from "../support/crash.ts";

test("processes that are killed at random moments leave every credit where it belongs", async () => {
  test.setTimeout(180_000);
  const report = await crash({ kills: 4, generations: 40 });
  expect(report.findings.filter(({ broken }) => broken !== 0)).toEqual([]);
  expect(report.captured + report.released).toBe(report.held);
  expect(report.accepted).toBe(40);
  expect(report.stored).toBe(40);
  expect(report.byStatus.COMPLETED).toBeGreaterThan(0);
  expect(report.byStatus.FAILED).toBeGreaterThan(0);
});
