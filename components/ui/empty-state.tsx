import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type EmptyStateProps = {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

/** Says why there is nothing and what to do about it. */
export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        "grid place-items-center gap-1.5 rounded-lg border border-line-strong border-dashed px-6 py-14 text-center",
        className,
      )}
    >
      {icon && (
        <div className="mb-2 grid size-11 place-items-center rounded-lg border border-line bg-raised text-muted shadow-card [&_svg]:size-5">
          {icon}
        </div>
      )}
      <h2 className="font-semibold text-md">{title}</h2>
      {children && <div className="max-w-[46ch] text-pretty text-muted">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
