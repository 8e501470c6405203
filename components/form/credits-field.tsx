import type { ReactNode, RefObject } from "react";
import { Input } from "../ui/input.tsx";
import { Field } from "./field.tsx";

type CreditsFieldProps = {
  label: ReactNode;
  hint: ReactNode;
  error: string | null;
  /** What stands there while it is empty. */
  placeholder: string;
  /** As it was typed: the server says what is wrong with it. */
  value: string;
  onChange: (text: string) => void;
  inputRef: RefObject<HTMLInputElement | null>;
  autoFocus?: boolean;
};

/** A number of credits, or nothing. */
export function CreditsField(props: CreditsFieldProps) {
  const { label, hint, error, placeholder, value, onChange, inputRef, autoFocus = false } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          ref={inputRef}
          autoFocus={autoFocus}
          inputMode="numeric"
          value={value}
          maxLength={100}
          placeholder={placeholder}
          onChange={(event) => onChange(event.currentTarget.value)}
          className="font-mono tabular-nums sm:max-w-56"
        />
      )}
    </Field>
  );
}
