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
 * Pages of rows as a CSV file under the names of its columns. A page is asked for when the reader has
 * taken the one before, so memory holds one page whatever the length of the file. What the first page
 * throws is thrown; an error behind that breaks the connection, so that a part is never taken for all.
 */
export async function csvStream<Column extends string>(
  pages: AsyncGenerator<Readonly<Record<Column, Cell>>[]>,
  { columns, fileName }: { columns: readonly Column[]; fileName: string },
): Promise<Response> {
  const encoder = new TextEncoder();
  let head = encodeLine(columns);
  let next = await pages.next();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (next.done) {
          if (head) controller.enqueue(encoder.encode(head));
          return controller.close();
        }
        const lines = next.value.map((row) => encodeLine(columns.map((column) => row[column])));
        controller.enqueue(encoder.encode(head + lines.join("")));
        head = "";
        next = await pages.next();
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
