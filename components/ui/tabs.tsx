"use client";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
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

/** The index that a key leads to, round the ends; null for other keys. */
function indexByKey(key: string, index: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (index + 1) % count;
    case "ArrowLeft":
      return (index - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** Views of one thing, one at a time: arrows move along, Tab goes into the view that is shown. */
export function Tabs(props: TabsProps) {
  const { tabs, trailing, className, onValueChange, defaultValue } = props;
  const id = useId();
  const [chosenHere, setChosenHere] = useState(defaultValue ?? tabs[0]?.value);
  const value = props.value ?? chosenHere;
  const choose = (next: string) => {
    setChosenHere(next);
    onValueChange?.(next);
  };
  const moveByKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const index = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[indexByKey(event.key, index, tabs.length) ?? -1];
    if (!next) return;
    event.preventDefault();
    choose(next.value);
    document.getElementById(`${id}-tab-${next.value}`)?.focus();
  };
  const shown = tabs.find((tab) => tab.value === value);
  return (
    <div className={cn("flex min-w-0 flex-col", className)}>
      <div className="flex items-center gap-3 border-line border-b">
        <div
          role="tablist"
          aria-label={props["aria-label"]}
          onKeyDown={moveByKey}
          className="-mb-px flex min-w-0 gap-1 overflow-x-auto"
        >
          {tabs.map((tab) => (
            <TabButton
              key={tab.value}
              id={`${id}-tab-${tab.value}`}
              panelId={`${id}-panel`}
              isShown={tab === shown}
              onChoose={() => choose(tab.value)}
            >
              {tab.label}
            </TabButton>
          ))}
        </div>
        {trailing && <div className="ml-auto flex items-center gap-1.5">{trailing}</div>}
      </div>
      {shown && (
        <div
          key={shown.value}
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-tab-${shown.value}`}
          className="min-w-0 pt-4"
        >
          {shown.content}
        </div>
      )}
    </div>
  );
}

type TabButtonProps = {
  id: string;
  panelId: string;
  isShown: boolean;
  onChoose: () => void;
  children: ReactNode;
};

function TabButton({ id, panelId, isShown, onChoose, children }: TabButtonProps) {
  return (
    <button
      type="button"
      role="tab"
      id={id}
      aria-selected={isShown}
      aria-controls={isShown ? panelId : undefined}
      tabIndex={isShown ? 0 : -1}
      onClick={onChoose}
      className="flex h-9 select-none items-center gap-1.5 whitespace-nowrap rounded-t-md border-transparent border-b-2 px-2.5 text-muted text-sm transition-colors duration-fast hover:text-fg focus-visible:-outline-offset-2 aria-selected:border-accent-mark aria-selected:font-medium aria-selected:text-fg"
    >
      {children}
    </button>
  );
}
