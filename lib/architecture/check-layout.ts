import { isTest, type SourceFile } from "./source-file.ts";

const MAX_LINES = 500;
const MAX_TEST_LINES = 800;
const MAX_MEDIAN_LINES = 100;
const MAX_APP_DEPTH = 6;
const FORBIDDEN: readonly [RegExp, string][] = [
  [/^(app\/api|pages)\//, "the API is served by lib/gateway, in front of Next"],
  [/^lib\/.*\.tsx$/, "Node runs lib from source and does not strip JSX"],
];

/** Files in the wrong place, too deep or too long, in words. */
export function checkLayout(files: readonly SourceFile[]): string[] {
  const sources = files.filter(({ path }) => /\.(tsx?|m?js|css)$/.test(path));
  return [...sources.flatMap(checkPlace), ...sources.flatMap(checkLength), ...checkMedian(sources)];
}

function checkPlace({ path }: SourceFile): string[] {
  const problems = FORBIDDEN.filter(([pattern]) => pattern.test(path)).map(
    ([, reason]) => `${path} may not exist: ${reason}`,
  );
  const depth = path.split("/").length - 1;
  if (path.startsWith("app/") && depth > MAX_APP_DEPTH) {
    problems.push(`${path} lies ${depth} folders deep; the limit is ${MAX_APP_DEPTH}`);
  }
  return problems;
}

function checkLength(file: SourceFile): string[] {
  const limit = isTest(file.path) ? MAX_TEST_LINES : MAX_LINES;
  const lines = countLines(file);
  return lines > limit ? [`${file.path} has ${lines} lines; the limit is ${limit}`] : [];
}

function checkMedian(files: readonly SourceFile[]): string[] {
  const lengths = files
    .filter(({ path }) => !isTest(path))
    .map(countLines)
    .sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  return median > MAX_MEDIAN_LINES
    ? [`the median file has ${median} lines; the limit is ${MAX_MEDIAN_LINES}`]
    : [];
}

function countLines({ source }: SourceFile): number {
  return source.replace(/\n$/, "").split("\n").length;
}
