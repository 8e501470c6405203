/** Generations that one answer holds; the server's first read and the browser's must agree. */
export const PAGE_SIZE = 24;
