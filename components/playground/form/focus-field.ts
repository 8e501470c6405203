const FOCUSABLE = "textarea, input:not([type=hidden]), button, select";

/** Puts the focus into a field's control, opening the disclosure that hides it; false when not there. */
export function focusField(root: ParentNode | null, name: string): boolean {
  const field = root?.querySelector(`[data-field="${CSS.escape(name)}"]`);
  const control = field?.querySelector<HTMLElement>(`input:checked, ${FOCUSABLE}`);
  if (!field || !control) return false;
  const disclosure = field.closest("details");
  if (disclosure) disclosure.open = true;
  control.focus({ preventScroll: true });
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  field.scrollIntoView({ block: "nearest", behavior: isCalm ? "auto" : "smooth" });
  return true;
}
