"use client";
import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useNow } from "../../generations/use-now.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { NotLoaded } from "../not-loaded.tsx";
import { RowsSkeleton } from "../table-parts.tsx";
import { TitledSection } from "../titled-section.tsx";
import type { ChangeKeyLimit } from "./key-change.ts";
import { KeyLimitRow } from "./key-limit-row.tsx";
import { keyLimitList } from "./queries.ts";

export type KeyLimitsSectionProps = {
  changeKeyLimit: ChangeKeyLimit;
  /** What makes a key for this workspace, when that is known. */
  keyCommand?: string;
  startMs: number;
};

/** What each key may spend in a month, and what it has. */
export function KeyLimitsSection(props: KeyLimitsSectionProps) {
  return (
    <TitledSection
      title="Key limits"
      lead="The most that the generations of one key may cost in a month. At its limit a key is refused with 402, and told when it resets; all other keys go on."
    >
      <Keys {...props} />
    </TitledSection>
  );
}

function Keys({ changeKeyLimit, keyCommand, startMs }: KeyLimitsSectionProps) {
  const nowMs = useNow(startMs);
  const { data: keys, error, isFetching, refetch } = useQuery(keyLimitList);
  if (!keys) {
    if (!error) return <RowsSkeleton label="Loading the keys" count={2} />;
    return (
      <NotLoaded
        title="The keys could not be loaded"
        error={error}
        isBusy={isFetching}
        onRetry={() => void refetch()}
      />
    );
  }
  if (keys.length === 0) return <NoKeys command={keyCommand ?? "npm run key -- --name NAME"} />;
  return (
    <ul
      aria-label="Keys"
      className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface shadow-card"
    >
      {keys.map((key) => (
        <KeyLimitRow key={key.id} limited={key} nowMs={nowMs} changeKeyLimit={changeKeyLimit} />
      ))}
    </ul>
  );
}

function NoKeys({ command }: { command: string }) {
  return (
    <EmptyState icon={<KeyRound aria-hidden />} title="No key yet" className="py-10!">
      <p>Make one where Rushes runs; it is shown once. Its limit can be set here.</p>
      <CodeBlock
        code={command}
        language="shell"
        what="command"
        isWrapped
        className="mt-4 text-left"
      />
    </EmptyState>
  );
}
