import type { EntryReferenceProps } from "./entry-reference.tsx";
import { entrySubject, GRANT_KIND_WORDS } from "./entry-words.ts";

type EntrySubjectProps = EntryReferenceProps & { modelTitles: Readonly<Record<string, string>> };

/** What an entry was about, and which credits it moved: a click on those shows that grant's entries. */
export function EntrySubject({ entry, filters, onFilter, modelTitles }: EntrySubjectProps) {
  const subject = entrySubject(entry, modelTitles);
  const kind = GRANT_KIND_WORDS[entry.grant_kind];
  return (
    <span className="min-w-0 text-muted">
      {subject}
      {entry.generation_id && (
        <>
          <span aria-hidden className="text-faint sm:max-lg:hidden">
            {" · "}
          </span>
          <GrantName kind={kind} entry={entry} filters={filters} onFilter={onFilter} />
        </>
      )}
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
