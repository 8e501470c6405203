import { formatNumber } from "../../playground/format.ts";
import { dayOf } from "../words.ts";
import type { BurnDay } from "./burn.ts";
import type { SeriesLook } from "./series-looks.ts";

export type BurnTableProps = {
  days: readonly BurnDay[];
  looks: readonly SeriesLook[];
  /** For the eye as well: then it scrolls, by keyboard too. */
  isShown: boolean;
  nowMs: number;
};

const CELL = "px-3 py-1.5 whitespace-nowrap text-right font-mono text-code tabular-nums";
const HEAD = "bg-surface px-3 py-2 whitespace-nowrap font-medium text-muted text-xs";

/** What each day cost, newest first; days without any cost are left out. */
export function BurnTable({ days, looks, isShown, nowMs }: BurnTableProps) {
  const spent = days.filter(({ total }) => total > 0).reverse();
  return (
    <section
      aria-label="Credits spent by day"
      {...(isShown && {
        tabIndex: 0,
        className:
          "h-full overflow-auto rounded-md border border-line focus-visible:-outline-offset-2",
      })}
    >
      <table className="w-full text-sm">
        <caption className="sr-only">Credits spent by day; days without any are left out</caption>
        <thead className="sticky top-0">
          <tr>
            <th scope="col" className={`${HEAD} text-left`}>
              Day (UTC)
            </th>
            {looks.map(({ name, title }) => (
              <th key={name} scope="col" className={`${HEAD} text-right`}>
                {title}
              </th>
            ))}
            <th scope="col" className={`${HEAD} text-right`}>
              Together
            </th>
          </tr>
        </thead>
        <tbody>
          {spent.map(({ day, parts, total }) => (
            <tr key={day} className="border-line border-t">
              <th scope="row" className="whitespace-nowrap px-3 py-1.5 text-left font-normal">
                {dayOf(day, nowMs)}
              </th>
              {looks.map(({ name }) => (
                <td key={name} className={`${CELL} text-muted`}>
                  {formatNumber(parts[name] ?? 0)}
                </td>
              ))}
              <td className={CELL}>{formatNumber(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
