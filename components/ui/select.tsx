"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { cn } from "./cn.ts";
import { layer } from "./layer.ts";
import { popup, popupItem, pressable } from "./styles.ts";

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

/** One of a closed list, with an optional hint to each. */
export function Select(props: SelectProps) {
  const { value, onValueChange, options, name, disabled, placeholder, className, ...trigger } =
    props;
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      {...(name !== undefined && { name })}
      {...(disabled !== undefined && { disabled })}
    >
      <Base.Trigger
        {...trigger}
        className={cn(
          pressable,
          "flex h-9 cursor-default select-none items-center justify-between gap-2 pr-2.5 pl-3 text-left text-base",
          className,
        )}
      >
        <Base.Value
          className="min-w-0 truncate data-placeholder:text-faint"
          placeholder={placeholder}
        />
        <Base.Icon className="shrink-0 text-faint">
          <ChevronsUpDown aria-hidden className="size-3.5" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal container={layer}>
        <Base.Positioner sideOffset={6} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup
            className={cn(
              popup,
              "max-h-[min(var(--available-height),22rem)] min-w-(--anchor-width) overflow-y-auto p-1",
            )}
          >
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={popupItem}>
                  <Base.ItemText className="min-w-0 flex-1 truncate">{option.label}</Base.ItemText>
                  {option.hint && <span className="text-faint text-xs">{option.hint}</span>}
                  <span className="grid size-4 place-items-center text-accent">
                    <Base.ItemIndicator>
                      <Check aria-hidden className="size-4" />
                    </Base.ItemIndicator>
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
