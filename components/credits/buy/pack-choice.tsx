import { useId } from "react";
import { formatNumber } from "../../playground/format.ts";
import { formatPrice } from "../words.ts";
import { centsPerHundred, type Pack, savedPercent } from "./choose-pack.ts";

export type PackChoiceProps = {
  packs: readonly Pack[];
  chosenId: string | undefined;
  onChoose: (id: string) => void;
};

/** The packs, one of them chosen: radio buttons, so arrows work by themselves. */
export function PackChoice({ packs, chosenId, onChoose }: PackChoiceProps) {
  const name = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">Pack of credits</legend>
      {packs.map((pack) => {
        const saved = savedPercent(pack, packs);
        return (
          <label
            key={pack.id}
            className="relative grid cursor-pointer grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3.5 rounded-md border border-line-strong bg-raised px-3.5 py-2.5 shadow-control transition-[border-color,background-color] duration-fast hover:border-control hover:bg-hover has-checked:border-accent-mark has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name={name}
              value={pack.id}
              checked={pack.id === chosenId}
              onChange={() => onChoose(pack.id)}
              className="size-4 accent-(--accent-mark)"
            />
            <span className="grid">
              <span className="font-semibold">
                <span className="font-mono tabular-nums">{formatNumber(pack.credits)}</span> credits
              </span>
              <span className="text-muted text-xs">
                {formatPrice(centsPerHundred(pack))} for 100
                {saved > 0 && <span className="text-ok"> · {saved} % less</span>}
              </span>
            </span>
            <span className="font-mono font-semibold tabular-nums">
              {formatPrice(pack.price_cents)}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
