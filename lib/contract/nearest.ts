/** Edits (insert, delete, replace) between two words. Wagner-Fischer, one row at a time. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

const COMPARED_LENGTH = 100;

/**
 * The candidates most like a word, best first; words over 100 characters are compared by their start.
 * One that has not a letter in common is like it only where any distance will do.
 */
export function nearest(
  word: string,
  candidates: readonly string[],
  {
    atMost = 1,
    maxDistance = Math.max(2, Math.floor(Math.min(word.length, COMPARED_LENGTH) / 2)),
  } = {},
): string[] {
  const asked = word.slice(0, COMPARED_LENGTH).toLowerCase();
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(asked, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, distance }) =>
        distance <= maxDistance &&
        (distance < Math.max(asked.length, candidate.length) ||
          maxDistance === Number.POSITIVE_INFINITY),
    )
    .sort((a, b) => a.distance - b.distance)
    .slice(0, atMost)
    .map(({ candidate }) => candidate);
}
