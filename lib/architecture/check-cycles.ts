import { findImports } from "./find-imports.ts";
import { resolveImport, type SourceFile } from "./source-file.ts";

/**
 * Every import cycle, as the path that closes it. Type imports do not count: nothing is left of
 * them when the program runs.
 */
export function checkCycles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map((file) => [file.path, valueImports(file)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.push(`import cycle: ${[...trail.slice(start), path].join(" → ")}`);
    } else if (!done.has(path)) {
      for (const target of graph.get(path) ?? []) {
        visit(target, [...trail, path]);
      }
      done.add(path);
    }
  };
  for (const path of graph.keys()) {
    visit(path, []);
  }
  return cycles;
}

function valueImports({ path, source }: SourceFile): string[] {
  return findImports(source)
    .filter(({ kind }) => kind === "value")
    .map(({ specifier }) => resolveImport(path, specifier))
    .filter((target) => target !== undefined);
}
