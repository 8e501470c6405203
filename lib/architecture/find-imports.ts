/** One reference from a source file to another module. */
export interface Import {
  specifier: string;
  /** `type` disappears at run time; `url` names a file that something else will load. */
  kind: "value" | "type" | "url";
}

const STATEMENT =
  /(?:^|[;}])\s*(?:import|export)\s+(type\s+(?!from\b))?(?:[\w$*{][\w$*{},\s]*?\s*from\s*)?["']([^"']+)["']/gm;
const SIDE_EFFECT = /(?:^|[;}])\s*import\s*["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\s*\(\s*["']([^"']+)["']/g;
const URL_OF_FILE = /\bnew URL\(\s*["'](\.[^"']*\.[tj]s)["']\s*,\s*import\.meta\.url/g;

/** Everything that a TypeScript source imports, re-exports, loads later or names by URL. */
export function findImports(source: string): Import[] {
  const code = blankOut(source);
  const found: Import[] = [];
  for (const [, type, specifier = ""] of code.matchAll(STATEMENT)) {
    found.push({ specifier, kind: type === undefined ? "value" : "type" });
  }
  for (const pattern of [SIDE_EFFECT, DYNAMIC]) {
    for (const [, specifier = ""] of code.matchAll(pattern)) {
      found.push({ specifier, kind: "value" });
    }
  }
  for (const [, specifier = ""] of code.matchAll(URL_OF_FILE)) {
    found.push({ specifier, kind: "url" });
  }
  return found;
}

const OPENS_REGEX = /(?:^|[=(,:[!&|?{;}+\-*%~^>]|\b(?:return|typeof|case))\s*$/;
const NOT_A_SPECIFIER = /[\s"']/;
const STRING = /(["'])(?:\\.|(?!\1)[^\\\n])*\1?/y;
const REGEX = /\/(?![*/>])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;

/**
 * The same text without comments, regular expressions and template literals, which may contain
 * what looks like an import. Of plain strings those stay that could name a module. An apostrophe in JSX text costs the rest of its
 * line only, because a string ends with its line.
 */
function blankOut(source: string): string {
  let code = "";
  let at = 0;
  while (at < source.length) {
    const string = take(STRING, source, at);
    const skipped =
      take(COMMENT, source, at) ??
      (OPENS_REGEX.test(code.slice(-20)) ? take(REGEX, source, at) : undefined);
    if (skipped !== undefined) {
      at += skipped.length;
      code += " ";
    } else if (string !== undefined) {
      at += string.length;
      code += NOT_A_SPECIFIER.test(string.slice(1, -1)) ? '""' : string;
    } else if (source[at] === "`") {
      at = endOfTemplate(source, at);
      code += '""';
    } else {
      code += source[at];
      at += 1;
    }
  }
  return code;
}

function take(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

function endOfTemplate(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== "`") {
    if (source[at] === "\\") {
      at += 2;
    } else if (source.startsWith("${", at)) {
      at = endOfPlaceholder(source, at + 2);
    } else {
      at += 1;
    }
  }
  return at + 1;
}

function endOfPlaceholder(source: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < source.length && depth > 0) {
    const skipped = take(COMMENT, source, at) ?? take(STRING, source, at);
    if (skipped !== undefined) {
      at += skipped.length;
    } else if (source[at] === "`") {
      at = endOfTemplate(source, at);
    } else {
      depth += source[at] === "{" ? 1 : source[at] === "}" ? -1 : 0;
      at += 1;
    }
  }
  return at;
}
