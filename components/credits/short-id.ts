const HEAD = 8;
const TAIL = 4;

/** An id in the room of a cell: its kind, its beginning and the end that tells it from its neighbours. */
export function shortId(id: string): string {
  return id.length <= HEAD + TAIL + 1 ? id : `${id.slice(0, HEAD)}…${id.slice(-TAIL)}`;
}
