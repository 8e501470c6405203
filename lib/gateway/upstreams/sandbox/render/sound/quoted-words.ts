const QUOTES = /"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|「([^」]*)」/g;

/** What a prompt puts into double or typographic quotes, in order: the words to be spoken. */
export function findQuotedWords(prompt: string): string[] {
  return Array.from(prompt.matchAll(QUOTES), (match) => match.slice(1).find(Boolean) ?? "")
    .map((words) => words.trim())
    .filter((words) => words.length > 0);
}
