import type { ListedGrant } from "#lib/contract/credits.ts";
import { cn } from "../../ui/cn.ts";
import { PART_LOOKS } from "../overview/part-looks.ts";
import { grantShares } from "./grant-shares.ts";

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** What remains, in the colour of its kind; what is held, hatched; what is gone. The figures stand beside it. */
export function GrantBar({ grant }: { grant: ListedGrant }) {
  const { remaining, held } = grantShares(grant);
  const isOver = grant.state === "expired";
  return (
    <span aria-hidden className="flex h-1.5 w-full overflow-hidden rounded-full bg-line">
      <span
        className={isOver ? "bg-control" : PART_LOOKS[grant.kind].fill}
        style={{ width: percent(remaining) }}
      />
      <span
        className={cn(PART_LOOKS.held.fill, held > 0 && "min-w-1")}
        style={{ width: percent(held) }}
      />
    </span>
  );
}
