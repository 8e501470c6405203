"use client";
import { useFormContext, useWatch } from "react-hook-form";
import { quoteCredits } from "#lib/contract/pricing.ts";
import { useIsMac } from "../../frame/use-is-mac.ts";
import { Button } from "../../ui/button.tsx";
import { formatNumber, formatTypical } from "../format.ts";
import { type FormModel, type FormValues, toInput } from "./form-values.ts";

export type GenerateButtonProps = { model: FormModel; typicalMs: number; isBusy: boolean };

/** Submits the form and says what that costs. */
export function GenerateButton({ model, typicalMs, isBusy }: GenerateButtonProps) {
  const { control } = useFormContext<FormValues>();
  const values = useWatch({ control });
  const isMac = useIsMac();
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  // The form holds every default, so its input costs what the checked one does.
  const input = toInput(model, Object.fromEntries(known) as FormValues);
  const { credits } = quoteCredits(model, input);
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
          {Number.isFinite(credits) && (
            <>
              {" · "}
              <span className="font-mono tabular-nums">{formatNumber(credits)}</span>
              {credits === 1 ? " credit" : " credits"}
            </>
          )}
        </span>
        <kbd
          aria-hidden
          className="rounded-xs border border-accent-ink/25 px-1.5 py-px font-medium font-mono text-[11px] max-md:hidden pointer-coarse:hidden"
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
