import { Fragment, type ReactNode } from "react";

const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/;
const NUMBER = /\b\d+(?:\.\d+)?\b/;
const KEYWORDS = {
  json: /\b(?:true|false|null)\b/,
  ts: /\b(?:import|from|export|const|let|await|async|for|of|if|else|return|new|switch|case|function|type|true|false|null)\b/,
  python:
    /\b(?:import|from|def|for|in|if|elif|else|return|with|as|while|match|case|not|and|or|print|True|False|None)\b/,
  shell: /\bcurl\b|(?<=\s)--?[A-Za-z][\w-]*/,
  http: /^(?:HTTP\/[\d.]+ \d+|[A-Za-z-]+(?=:))/m,
} as const;
const COMMENTS = {
  json: /(?!)/,
  ts: /\/\/[^\n]*/,
  python: /(?<=^|\s)#[^\n]*/,
  shell: /(?<=^|\s)#[^\n]*/,
  http: /(?!)/,
} as const;

/** Spans around strings, numbers, keywords and comments: enough to read by, one pass, no grammar. */
export function colourTokens(code: string, language: keyof typeof KEYWORDS | "text"): ReactNode {
  if (language === "text") return code;
  const pattern = new RegExp(
    `(?<comment>${COMMENTS[language].source})|(?<string>${STRING.source})|(?<keyword>${KEYWORDS[language].source})|(?<number>${NUMBER.source})`,
    "gm",
  );
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of code.matchAll(pattern)) {
    if (match[0] === "") continue;
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    const isKey = kind === "string" && /^\s*:/.test(code.slice(match.index + match[0].length));
    parts.push(code.slice(at, match.index));
    parts.push(
      <span key={match.index} className={`tok-${isKey ? "key" : kind}`}>
        {match[0]}
      </span>,
    );
    at = match.index + match[0].length;
  }
  parts.push(<Fragment key="rest">{code.slice(at)}</Fragment>);
  return parts;
}
