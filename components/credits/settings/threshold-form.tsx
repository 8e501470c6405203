"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { CreditsField } from "../../form/credits-field.tsx";
import { formatNumber } from "../../playground/format.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.ts";
import { creditKeys } from "../queries.ts";
import type { ChangeThreshold, ThresholdResult } from "./change-threshold.ts";

const UNREACHED: ThresholdResult = {
  ok: false,
  message: "The server could not be reached. Nothing was changed.",
};

export type ThresholdFormProps = { threshold: number | null; changeThreshold: ChangeThreshold };

/** Below how many credits one wants to be warned. What was typed stays until it is saved. */
export function ThresholdForm({ threshold, changeThreshold }: ThresholdFormProps) {
  const queryClient = useQueryClient();
  const inputRef = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(threshold?.toString() ?? "");
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const save = async (typed: string) => {
    if (isBusy) return;
    setIsBusy(true);
    setError(null);
    const result = await changeThreshold(typed).catch(() => UNREACHED);
    setIsBusy(false);
    if (!result.ok) {
      setError(result.message);
      return inputRef.current?.focus();
    }
    setText(result.threshold?.toString() ?? "");
    toast.success(savedWords(result.threshold));
    void queryClient.invalidateQueries({ queryKey: creditKeys.balance });
    void queryClient.invalidateQueries({ queryKey: creditKeys.alerts });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(text);
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-2.5">
      <CreditsField
        label="Warn below this many credits"
        hint="Empty means never."
        error={error}
        placeholder="Never"
        value={text}
        onChange={(typed) => {
          setText(typed);
          setError(null);
        }}
        inputRef={inputRef}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" isBusy={isBusy}>
          Save the threshold
        </Button>
        {threshold !== null && (
          <Button variant="quiet" size="sm" onClick={() => void save("")}>
            Turn off
          </Button>
        )}
      </div>
    </form>
  );
}

function savedWords(threshold: number | null): string {
  return threshold === null
    ? "You are not warned any more"
    : `You are warned below ${formatNumber(threshold)} credits`;
}
