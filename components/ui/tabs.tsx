"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type Tab = { value: string; label: ReactNode; content: ReactNode };

export type TabsProps = {
  tabs: readonly Tab[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  /** Behind the tabs, on their line. */
  trailing?: ReactNode;
  className?: string;
  "aria-label"?: string;
};

/** Views of one thing, one at a time. Panels that are not shown are not rendered. */
export function Tabs(props: TabsProps) {
  const { tabs, trailing, className, onValueChange, ...rest } = props;
  const { "aria-label": label, value, defaultValue = tabs[0]?.value } = rest;
  return (
    <Base.Root
      {...(value === undefined ? { defaultValue } : { value })}
      onValueChange={(next: string) => onValueChange?.(next)}
      className={cn("flex min-w-0 flex-col", className)}
    >
      <div className="flex items-center gap-3 border-line border-b">
        <Base.List
          aria-label={label}
          className="relative -mb-px flex min-w-0 gap-1 overflow-x-auto"
        >
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              className="flex h-9 select-none items-center gap-1.5 whitespace-nowrap rounded-t-md px-2.5 text-muted text-sm transition-colors duration-fast hover:text-fg focus-visible:-outline-offset-2 data-active:font-medium data-active:text-fg"
            >
              {tab.label}
            </Base.Tab>
          ))}
          <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) rounded-full bg-accent-mark transition-[translate,width] duration-base ease-out" />
        </Base.List>
        {trailing && <div className="ml-auto flex items-center gap-1.5">{trailing}</div>}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="min-w-0 pt-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
