import type { ListedGrant } from "#lib/contract/credits.ts";
import { grantShares } from "./grant-shares.ts";

const HATCHED =
  "bg-[repeating-linear-gradient(45deg,var(--accent-mark)_0_2px,transparent_2px_5px)]";

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** What remains (full), what is held (hatched), what is gone (empty). The figures stand beside it. */
export function GrantBar({ grant }: { grant: ListedGrant }) {
  const { remaining, held } = grantShares(grant);
  const isOver = grant.state === "expired";
  return (
    <span aria-hidden className="flex h-1.5 w-full overflow-hidden rounded-full bg-line">
      <span
        className={isOver ? "bg-control" : "bg-accent-mark"}
        style={{ width: percent(remaining) }}
      />
      <span className={HATCHED} style={{ width: percent(held) }} />
    </span>
  );
}
