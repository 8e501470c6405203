import { parseAsString } from "nuqs/server";

/** How one comes back from paying, as it stands in the page's address. */
export const returnParsers = { payment: parseAsString, canceled: parseAsString };
