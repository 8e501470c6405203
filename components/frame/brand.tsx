import { cn } from "../ui/cn.ts";

/** A frame of film. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 28 20"
      fill="none"
      aria-hidden="true"
      className={cn("text-accent-mark", className)}
    >
      <rect x="1" y="1" width="26" height="18" rx="4" stroke="currentColor" strokeWidth="2" />
      <path d="M8 1h12v18H8z" fill="currentColor" />
      <path
        d="M3.9 5.8h1.4M3.9 10h1.4M3.9 14.2h1.4M22.7 5.8h1.4M22.7 10h1.4M22.7 14.2h1.4"
        stroke="currentColor"
        strokeWidth="1.8"
      />
    </svg>
  );
}

/** Mark and name. */
export function Brand({ className }: { className?: string }) {
  return (
    <span
      className={cn("flex items-center gap-2.5 font-semibold text-lg tracking-tight", className)}
    >
      <BrandMark className="h-4.5 w-auto" />
      Rushes
    </span>
  );
}
