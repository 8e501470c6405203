import { cn } from "./cn.ts";

export type ProgressProps = {
  /** Share done, 0 to 1; null while it is not known. */
  value: number | null;
  "aria-label": string;
  className?: string;
};

export function Progress({ value, className, "aria-label": label }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent !== null && { "aria-valuenow": percent })}
      className={cn("relative h-1 overflow-hidden rounded-full bg-line", className)}
    >
      {percent === null ? (
        <div className="absolute inset-y-0 w-1/3 animate-sweep rounded-full bg-accent-mark/70" />
      ) : (
        <div
          className="h-full rounded-full bg-accent-mark transition-[width] duration-slow ease-out"
          style={{ width: `${percent}%` }}
        />
      )}
    </div>
  );
}
