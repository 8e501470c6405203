import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";

/** A source file by its path from the root of the repository. */
export interface SourceFile {
  path: string;
  source: string;
}

const SOURCES = [
  "*.{ts,js,mjs}",
  "{app,components,lib,e2e,bench,scripts}/**/*.{ts,tsx,js,mjs,css,svg}",
];
const GENERATED = "next-env.d.ts";

/** Reads every source of the repository. */
export function readSources(root: string): SourceFile[] {
  const paths = globSync(SOURCES, { cwd: root }).map((path) => path.replaceAll("\\", "/"));
  return paths
    .filter((path) => path !== GENERATED)
    .sort()
    .map((path) => ({ path, source: readFileSync(join(root, path), "utf8") }));
}

/** The file that a specifier means, from the root; undefined for packages and Node's own modules. */
export function resolveImport(importer: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) {
    return specifier.slice(1);
  }
  return specifier.startsWith(".") ? normalize(join(dirname(importer), specifier)) : undefined;
}

/** Tests, and what only they use, may reach further than the code that they test. */
export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || /(^|\/)testing\//.test(path);
}
