import { ChevronsUpDown } from "lucide-react";
import { cn } from "./cn.ts";
import { pressable } from "./styles.ts";

export const SELECT_TRIGGER = cn(
  pressable,
  "flex h-9 cursor-default select-none items-center justify-between gap-2 pr-2.5 pl-3 text-left text-base",
);

export function SelectChevron() {
  return <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />;
}
