import { parseAsStringLiteral } from "nuqs/server";

/** How the days are divided, as it stands in the page's address. */
export const splitParser = parseAsStringLiteral(["media", "model"]).withDefault("media");
