"use client";
import { ArrowRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Field } from "../../../components/form/field.tsx";
import { FormError } from "../../../components/form/form-error.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Input } from "../../../components/ui/input.tsx";
import { parseToken } from "./parse-token.ts";

const NO_TOKEN =
  "There is no sign-in token in this. Copy the whole line from the terminal: it ends in ?token=…";

/** Takes a link or its token. Without script it is a plain form that takes the token. */
export function SignInForm({ problem }: { problem: string | null }) {
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem("token") as HTMLInputElement;
    const token = parseToken(field.value);
    if (!token) {
      setError(NO_TOKEN);
      return field.focus();
    }
    setIsBusy(true);
    location.assign(`/api/session/open?token=${encodeURIComponent(token)}`);
  };
  return (
    <form
      action="/api/session/open"
      method="get"
      onSubmit={submit}
      className="grid gap-4"
      noValidate
    >
      <FormError title={problem && "This link does not open the console"}>{problem}</FormError>
      <Field label="Link or token" error={error}>
        {(control) => (
          <Input
            {...control}
            name="token"
            required
            autoFocus
            spellCheck={false}
            autoCapitalize="none"
            placeholder="http://127.0.0.1:3000/api/session/open?token=…"
            onChange={() => setError(null)}
            className="h-11! font-mono text-sm!"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" isBusy={isBusy}>
        Open the console
        {!isBusy && <ArrowRight aria-hidden />}
      </Button>
    </form>
  );
}
