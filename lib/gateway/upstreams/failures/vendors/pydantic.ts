import { z } from "zod";
import { inputPath } from "../read-path.ts";
import type { Complaint } from "../signals.ts";
import { list, part, text } from "../tolerant.ts";

const step = z.union([z.string(), z.number()]).catch("");

/** The errors of FastAPI and pydantic, which several vendors send under `detail`. */
export const pydanticErrors = list(part({ loc: list(step), msg: text, type: text }));

/** What they complain of, by field. */
export function complaintsOf(errors: z.infer<typeof pydanticErrors>): Complaint[] {
  return errors.map(({ loc, msg }) => ({ path: inputPath(loc), text: msg }));
}
