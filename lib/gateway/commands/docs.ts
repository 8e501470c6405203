import { writeFileSync } from "node:fs";
import { errorsPage } from "#lib/contract/errors-page.ts";

/** Writes the pages of `docs/` that are made from data. */
writeFileSync(new URL("../../../docs/errors.md", import.meta.url), errorsPage());
process.stdout.write("docs/errors.md is up to date.\n");
