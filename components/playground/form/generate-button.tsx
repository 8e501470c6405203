"use client";
import { useFormContext, useWatch } from "react-hook-form";
import { checkInput, type GenerationInput } from "#lib/contract/models/check-input.ts";
import { quoteCredits } from "#lib/contract/pricing.ts";
import { useIsMac } from "../../frame/use-is-mac.ts";
import { Button } from "../../ui/button.tsx";
import { formatNumber, formatTypical } from "../format.ts";
import { type FormModel, type FormValues, toInput } from "./form-values.ts";

export type GenerateButtonProps = { model: FormModel; typicalMs: number; isBusy: boolean };

/** What the form costs as it stands; null while a number in it is no number. */
function priceOf(model: FormModel, input: GenerationInput): number | null {
  const checked = checkInput(model, input);
  const { credits } = quoteCredits(model, checked.ok ? checked.input : input);
  return Number.isFinite(credits) ? credits : null;
}

/** Submits the form and says what that costs. */
export function GenerateButton({ model, typicalMs, isBusy }: GenerateButtonProps) {
  const { control } = useFormContext<FormValues>();
  const values = useWatch({ control });
  const isMac = useIsMac();
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  const credits = priceOf(model, toInput(model.fields, Object.fromEntries(known) as FormValues));
  return (
    <div className="grid gap-1.5">
      <Button
        type="submit"
        variant="primary"
        size="lg"
        isBusy={isBusy}
        aria-keyshortcuts={isMac ? "Meta+Enter" : "Control+Enter"}
        className="w-full"
      >
        <span>
          Generate
          {credits !== null && (
            <>
              {" · "}
              <span className="font-mono tabular-nums">{formatNumber(credits)}</span>
              {credits === 1 ? " credit" : " credits"}
            </>
          )}
        </span>
        <kbd
          aria-hidden
          className="rounded-xs border border-accent-ink/25 px-1.5 py-px font-medium font-mono text-[11px] pointer-coarse:hidden"
        >
          {isMac ? "⌘↵" : "Ctrl ↵"}
        </kbd>
      </Button>
      <p className="text-center text-faint text-xs max-md:hidden">
        Usually ready in {formatTypical(typicalMs)}
      </p>
    </div>
  );
}
