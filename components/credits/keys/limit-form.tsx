"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { KeyLimit } from "#lib/contract/credits.ts";
import { CreditsField } from "../../form/credits-field.tsx";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.ts";
import type { ChangeKeyLimit, KeyChangeResult } from "./key-change.ts";
import { keyLimitList } from "./queries.ts";

const UNREACHED: KeyChangeResult = {
  ok: false,
  error: {
    code: "network_error",
    message: "The server could not be reached. Nothing was changed.",
    field: null,
  },
};

export type LimitFormProps = {
  limited: KeyLimit;
  changeKeyLimit: ChangeKeyLimit;
  onClose: () => void;
};

/** Saving a limit: what is wrong with it, and whether it is on its way. */
function useSaveLimit({ limited, changeKeyLimit, onClose }: LimitFormProps) {
  const queryClient = useQueryClient();
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const save = async (limit: string): Promise<boolean> => {
    setIsBusy(true);
    setError(null);
    const result = await changeKeyLimit({ id: limited.id, limit }).catch(() => UNREACHED);
    setIsBusy(false);
    if (!result.ok) {
      setError(result.error.field ?? result.error.message);
      return false;
    }
    const { key } = result;
    queryClient.setQueryData(keyLimitList.queryKey, (keys) =>
      keys?.map((each) => (each.id === key.id ? key : each)),
    );
    toast.success(savedWords(key));
    onClose();
    return true;
  };
  return { error, isBusy, save, clearError: () => setError(null) };
}

/** Changes the cap of a key in its place. What was typed stays until it is saved or given up. */
export function LimitForm(props: LimitFormProps) {
  const { limited, onClose } = props;
  const inputRef = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(limited.monthly_limit?.toString() ?? "");
  const { error, isBusy, save, clearError } = useSaveLimit(props);
  const send = async (limit: string) => {
    if (!isBusy && !(await save(limit))) inputRef.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(text);
  };
  return (
    <form
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      className="grid gap-2.5"
    >
      <CreditsField
        label={`Credits a month for ${limited.name}`}
        hint="Empty means no limit. What this month has used counts; months are those of UTC."
        error={error}
        placeholder="No limit"
        value={text}
        onChange={(typed) => {
          setText(typed);
          clearError();
        }}
        inputRef={inputRef}
        autoFocus
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" size="sm" isBusy={isBusy}>
          Save
        </Button>
        {limited.monthly_limit !== null && (
          <Button size="sm" onClick={() => void send("")}>
            Remove the limit
          </Button>
        )}
        <Button variant="quiet" size="sm" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function savedWords({ name, monthly_limit: limit }: KeyLimit): string {
  return limit === null
    ? `${name} has no limit`
    : `${name} may spend ${limit.toLocaleString("en-US")} credits a month`;
}
