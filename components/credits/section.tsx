import { CloudOff } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { cn } from "../ui/cn.ts";

export type SectionProps = {
  title: ReactNode;
  /** One line under the title. */
  description?: ReactNode;
  /** At the end of the title's line. */
  trailing?: ReactNode;
  children: ReactNode;
  /** For the layout around it. */
  className?: string;
  /** Of what is under the title; without it the content has the card's own padding. */
  bodyClassName?: string;
};

/** A part of the page about credits: a card under a heading of its own. */
export function Section(props: SectionProps) {
  const { title, description, trailing, children, className, bodyClassName } = props;
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn("min-w-0", className)}>
      <Card className="flex h-full flex-col">
        <header className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4.5 pt-4">
          <div className="grid min-w-0 gap-0.5">
            <h2 id={id} className="font-semibold text-md">
              {title}
            </h2>
            {description && <p className="text-pretty text-muted text-sm">{description}</p>}
          </div>
          {trailing && <div className="ml-auto flex items-center gap-2">{trailing}</div>}
        </header>
        <div className={cn("min-w-0 flex-1", bodyClassName ?? "px-4.5 pt-3.5 pb-4.5")}>
          {children}
        </div>
      </Card>
    </section>
  );
}

/** In place of what a part would show, when it could not be read. */
export function SectionError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line-strong border-dashed px-3.5 py-3 text-sm"
    >
      <CloudOff aria-hidden className="size-4 shrink-0 text-faint" />
      <span className="min-w-0 flex-1 text-muted">{error.message}</span>
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

/** In place of what a part would show, when there is none of it. */
export function SectionEmpty({ children }: { children: ReactNode }) {
  return (
    <p className="grid min-h-20 place-items-center text-pretty rounded-md border border-line-strong border-dashed px-4 py-5 text-center text-muted text-sm">
      {children}
    </p>
  );
}
