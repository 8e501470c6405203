"use client";
import { useId, useState } from "react";
import { Input } from "../../ui/input.tsx";
import { readDay } from "./filters.ts";

export type DayFilterProps = {
  label: string;
  value: string | null;
  onChange: (day: string | null) => void;
};

/** A day. Typing goes through years such as 0202, so only a day that can be meant is handed on. */
export function DayFilter({ label, value, onChange }: DayFilterProps) {
  const id = useId();
  const [draft, setDraft] = useState(value ?? "");
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setDraft(value ?? "");
  }
  const change = (text: string) => {
    setDraft(text);
    const day = readDay(text);
    if (day !== null && day !== value) onChange(day);
  };
  const leave = () => {
    if (draft === "" && value !== null) onChange(null);
    else setDraft(value ?? "");
  };
  return (
    <div className="flex items-center gap-2 max-sm:grid max-sm:min-w-0 max-sm:gap-1">
      <label htmlFor={id} className="text-muted text-sm">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={draft}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={leave}
        className={`min-w-0 tabular-nums sm:w-38! ${draft === "" ? "text-faint!" : ""}`}
      />
    </div>
  );
}
