import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn.ts";

export type FormErrorProps = { title?: ReactNode; children?: ReactNode; className?: string };

/** What is wrong with a form as a whole. Mount it empty and fill it: then it is announced. */
export function FormError({ title, children, className }: FormErrorProps) {
  return (
    <div role="alert">
      {(title || children) && (
        <div
          className={cn(
            "flex gap-2.5 rounded-md border border-gateway/40 bg-gateway-soft px-3.5 py-3 text-sm",
            className,
          )}
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-gateway" />
          <div className="grid min-w-0 gap-0.5">
            {title && <p className="font-medium">{title}</p>}
            {children && <div className="text-muted">{children}</div>}
          </div>
        </div>
      )}
    </div>
  );
}
