import type { VendorTable } from "../signals.ts";
import { filled, part, text } from "../tolerant.ts";

const sentences = { message: text, detail: text, error: text };
const body = part(sentences);
const nested = part({ error: part(sentences), detail: part(sentences) });

/** A vendor of whom we know nothing: its sentences where most have them, and no rules. */
export const generic: VendorTable = {
  read(received) {
    const own = body.parse(received);
    const { error, detail } = nested.parse(received);
    return {
      codes: [],
      texts: [own, error, detail].flatMap(({ message, detail: more, error: cause }) =>
        filled(message, more, cause),
      ),
    };
  },
  rules: [],
};
