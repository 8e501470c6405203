"use client";
import { Search } from "lucide-react";
import { type FormEvent, useId, useRef, useState } from "react";
import { Input } from "../../ui/input.tsx";
import { filterOfId, type LedgerFilters } from "./filters.ts";

const NOT_AN_ID = "Paste a whole id: it starts with gen_ or grt_.";

/** Takes the id of a generation or a grant from wherever it was copied, and shows its entries. */
export function FindById({ onFilter }: { onFilter: (filters: Partial<LedgerFilters>) => void }) {
  const errorId = useId();
  // Not a state: what was typed before the page came alive counts as well.
  const inputRef = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = inputRef.current;
    if (!input || input.value.trim() === "") return setError(null);
    const filter = filterOfId(input.value);
    if (!filter) return setError(NOT_AN_ID);
    input.value = "";
    onFilter(filter);
  };
  return (
    <form onSubmit={submit} className="relative min-w-0 max-sm:w-full sm:w-64">
      <Input
        ref={inputRef}
        onChange={() => setError(null)}
        aria-label="Find by generation or grant id"
        aria-describedby={error ? errorId : undefined}
        aria-invalid={error ? true : undefined}
        placeholder="gen_… or grt_…"
        maxLength={100}
        spellCheck={false}
        autoCapitalize="none"
        leading={<Search aria-hidden />}
      />
      <div role="alert" id={errorId}>
        {error && <p className="pt-1 text-gateway text-xs">{error}</p>}
      </div>
    </form>
  );
}
