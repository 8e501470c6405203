import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** The value below which `share` percent of the values lie (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.ceil((share / 100) * sorted.length) - 1;
  return sorted[Math.max(0, rank)] ?? Number.NaN;
}

/** What the numbers were measured on. */
export function printConditions(): void {
  const memoryGiB = (totalmem() / 1024 ** 3).toFixed(0);
  console.log(
    `${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"}), ${memoryGiB} GiB, Node ${process.version}; load and server on the same machine.\nLoad average of the last minute: ${loadavg()[0]?.toFixed(1)}, this run included.\n`,
  );
}

/** Rows as a Markdown table; the first is the head. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head, ...body] = rows;
  if (!head) return;
  console.log(
    [
      line(head),
      `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`,
      ...body.map(line),
    ].join("\n"),
  );
}
