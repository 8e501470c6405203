import type { EntryReferenceProps } from "./entry-reference.tsx";
import { entryReason, entrySubject, GRANT_KIND_WORDS, type LedgerTitles } from "./entry-words.ts";

type EntrySubjectProps = EntryReferenceProps & { titles: LedgerTitles };

/** What an entry was about, why its credits came back, and which credits it moved: a click on those shows that grant's entries. */
export function EntrySubject({ entry, filters, onFilter, titles }: EntrySubjectProps) {
  const subject = entrySubject(entry, titles);
  const reason = entryReason(entry, titles);
  const kind = GRANT_KIND_WORDS[entry.grant_kind];
  return (
    <span className="min-w-0 text-muted">
      {subject}
      {reason && (
        <>
          <Dot />
          <span title={entry.code ?? undefined} className="sm:max-lg:block">
            {reason}
          </span>
        </>
      )}
      {entry.generation_id && (
        <>
          <Dot />
          <GrantName kind={kind} entry={entry} filters={filters} onFilter={onFilter} />
        </>
      )}
    </span>
  );
}

function Dot() {
  return (
    <span aria-hidden className="text-faint sm:max-lg:hidden">
      {" · "}
    </span>
  );
}

function GrantName(props: EntryReferenceProps & { kind: string }) {
  const { kind, entry, filters, onFilter } = props;
  if (filters.grant === entry.grant_id)
    return <span className="text-faint sm:max-lg:block">{kind}</span>;
  return (
    <button
      type="button"
      title={`Only entries of this grant (${entry.grant_id})`}
      onClick={() => onFilter({ grant: entry.grant_id })}
      className="min-h-6 text-left sm:max-lg:block rounded-xs text-faint decoration-line-strong underline-offset-3 hover:text-fg hover:underline"
    >
      {kind}
    </button>
  );
}
