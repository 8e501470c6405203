"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check } from "lucide-react";
import { cn } from "./cn.ts";
import { layer } from "./layer.ts";
import type { SelectProps } from "./select.tsx";
import { SELECT_TRIGGER, SelectChevron } from "./select-trigger.tsx";
import { popup, popupItem } from "./styles.ts";

/** The select with its list, which is open from the start: it is loaded by being opened. */
export function SelectWithPopup(props: SelectProps) {
  const { value, onValueChange, options, name, disabled, placeholder, className, ...trigger } =
    props;
  return (
    <Base.Root
      defaultOpen
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      {...(name !== undefined && { name })}
      {...(disabled !== undefined && { disabled })}
    >
      <Base.Trigger {...trigger} className={cn(SELECT_TRIGGER, className)}>
        <Base.Value
          className="min-w-0 truncate data-placeholder:text-faint"
          placeholder={placeholder}
        />
        <SelectChevron />
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
