"use client";
import { type ComponentType, type KeyboardEvent, useState } from "react";
import { cn } from "./cn.ts";
import { SELECT_TRIGGER, SelectChevron } from "./select-trigger.tsx";

const load = () => import("./select-popup.tsx");

export type SelectOption = { value: string; label: string; hint?: string | undefined };

export type SelectProps = {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly SelectOption[];
  id?: string | undefined;
  name?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
  "aria-label"?: string | undefined;
  "aria-labelledby"?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
};

/**
 * One of a closed list, with an optional hint to each. A plain button until it is first opened:
 * the list and all that places it are loaded then, so that a form full of them stays light.
 */
export function Select(props: SelectProps) {
  const [WithPopup, setWithPopup] = useState<ComponentType<SelectProps> | null>(null);
  if (WithPopup) return <WithPopup {...props} />;
  const open = async () => {
    const { SelectWithPopup } = await load();
    setWithPopup(() => SelectWithPopup);
  };
  return <ClosedSelect {...props} onOpen={open} />;
}

const OPENING_KEYS = ["ArrowDown", "ArrowUp", "Home", "End"];

function ClosedSelect({ onOpen, ...props }: SelectProps & { onOpen: () => void }) {
  const { value, onValueChange: _, options, name, placeholder, className, ...trigger } = props;
  const chosen = options.find((option) => option.value === value);
  const preload = () => void load();
  const openByKey = (event: KeyboardEvent) => {
    if (!OPENING_KEYS.includes(event.key)) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <button
      {...trigger}
      type="button"
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={false}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={onOpen}
      onKeyDown={openByKey}
      className={cn(SELECT_TRIGGER, className)}
    >
      <span className={cn("min-w-0 truncate", !chosen && "text-faint")}>
        {chosen?.label ?? placeholder}
      </span>
      <SelectChevron />
      {name !== undefined && <input type="hidden" name={name} value={value} />}
    </button>
  );
}
