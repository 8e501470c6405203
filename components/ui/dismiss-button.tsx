import { X } from "lucide-react";
import { Button } from "./button.tsx";

/** The quiet cross that puts away what it stands in. */
export function DismissButton({
  label = "Dismiss",
  onDismiss,
  className,
}: {
  label?: string;
  onDismiss: () => void;
  className?: string;
}) {
  return (
    <Button
      variant="quiet"
      size="sm"
      icon={<X aria-hidden />}
      aria-label={label}
      onClick={onDismiss}
      {...(className && { className })}
    />
  );
}
