import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { colourTokens } from "./colour-tokens.tsx";
import { CopyButton } from "./copy-button.tsx";

export type CodeBlockProps = {
  code: string;
  /** Colours strings, numbers, keywords and comments; `text` leaves it plain. */
  language?: "json" | "ts" | "python" | "shell" | "http" | "text";
  /** In the head of the block: a file, a language. */
  title?: ReactNode;
  /** What the copy button copies. */
  what?: string;
  /** Wraps long lines instead of scrolling. */
  isWrapped?: boolean;
  className?: string;
};

/** Without this a keyboard cannot scroll it in every browser. */
const KEYBOARD_SCROLL = { tabIndex: 0 } as const;

/** Code to read and copy. It can be scrolled by keyboard. */
export function CodeBlock(props: CodeBlockProps) {
  const { code, language = "text", title, what = "code", isWrapped, className } = props;
  return (
    <figure
      className={cn(
        "group relative min-w-0 overflow-hidden rounded-md border border-line bg-well",
        className,
      )}
    >
      {title && (
        <figcaption className="flex h-9 items-center border-line border-b px-3.5 text-muted text-xs">
          {title}
        </figcaption>
      )}
      <CopyButton
        text={code}
        what={what}
        className={cn("absolute right-1.5 z-1 bg-well", title ? "top-0.5" : "top-1.5")}
      />
      <section
        aria-label={`Code: ${what}`}
        {...KEYBOARD_SCROLL}
        className="max-h-[32rem] overflow-auto py-3.5 pr-12 pl-3.5 focus-visible:-outline-offset-2"
      >
        <pre
          className={cn(
            "font-mono text-code leading-relaxed",
            isWrapped && "whitespace-pre-wrap break-words",
          )}
        >
          <code>{colourTokens(code, language)}</code>
        </pre>
      </section>
    </figure>
  );
}
