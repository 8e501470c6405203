type Cell = string | number | null;

const LINE_END = "\r\n";

/** One cell after RFC 4180. A text that a spreadsheet would run as a formula gets a quote before it. */
function encodeCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function encodeLine(cells: readonly Cell[]): string {
  return cells.map(encodeCell).join(",") + LINE_END;
}

/**
 * Pages of rows as a CSV file, its first line the names. A page is asked for when the reader has
 * taken the one before, so memory holds one page whatever the length of the file.
 */
export function csvStream<Row extends Readonly<Record<string, Cell>>>(
  pages: AsyncGenerator<Row[]>,
  fileName: string,
): Response {
  const encoder = new TextEncoder();
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pages.next();
        if (done) return controller.close();
        const [row] = value;
        const head = isFirst && row ? encodeLine(Object.keys(row)) : "";
        isFirst = false;
        const lines = value.map((each) => encodeLine(Object.values(each)));
        controller.enqueue(encoder.encode(head + lines.join("")));
      },
      cancel: async () => {
        await pages.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "no-store",
    },
  });
}
