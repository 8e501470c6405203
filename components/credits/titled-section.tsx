import { type ReactNode, useId } from "react";

export type TitledSectionProps = {
  title: string;
  /** One sentence on what one sees here. */
  lead: ReactNode;
  /** At the end of the title's line. */
  actions?: ReactNode;
  /** Others lead here by it, the focus too. */
  id?: string;
  children: ReactNode;
};

/** A part of the page under a heading of its own; links and filters can lead to it. */
export function TitledSection({ title, lead, actions, id, children }: TitledSectionProps) {
  const headingId = useId();
  return (
    <section
      id={id}
      aria-labelledby={headingId}
      {...(id && { tabIndex: -1 })}
      className="grid min-w-0 scroll-mt-18 content-start gap-3.5 outline-none"
    >
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2.5">
        <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
          <h2 id={headingId} className="font-semibold text-lg">
            {title}
          </h2>
          <p className="max-w-[72ch] text-pretty text-muted text-sm">{lead}</p>
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
