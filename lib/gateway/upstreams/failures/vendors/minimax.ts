import type { VendorTable } from "../signals.ts";
import { code, filled, part, text } from "../tolerant.ts";

/** Version 1 answers 200 with `base_resp`, version 2 has the task's own error. */
const minimaxBody = part({
  base_resp: part({ status_code: code, status_msg: text }),
  task: part({ error: part({ code, message: text }) }),
});

/** The code that a sentence ends with: "output new_sensitive (1027)". */
function codesIn(sentences: readonly string[]): string[] {
  return sentences.flatMap((sentence) =>
    [...sentence.matchAll(/\((\d{4,5})\)/g)].map(([, n]) => n ?? ""),
  );
}

export const minimax: VendorTable = {
  read(body) {
    const { base_resp: base, task } = minimaxBody.parse(body);
    const texts = filled(task.error.message, base.status_msg);
    const codes = filled(base.status_code === "0" ? "" : base.status_code, task.error.code);
    // Numbers in a sentence may be the caller's: they count where there is no other.
    const isNumbered = codes.some((name) => /^\d+$/.test(name));
    return { codes: isNumbered ? codes : [...codes, ...codesIn(texts)], texts };
  },
  rules: [
    { code: ["1026", "1027"], subCode: "CONTENT_REJECTED" },
    { code: ["1002", "1039", "1041", "2045"], subCode: "RATE_LIMITED" },
    { code: ["1004", "1008", "2049", "2056"], subCode: "PROVIDER_UNAVAILABLE" },
    { code: ["1001"], subCode: "TIMEOUT" },
    { code: ["1042", "2013", "20132", "2037", "2042", "2048"], subCode: "INVALID_INPUT" },
    { code: ["1000", "1024", "1033"], subCode: "FAILED" },
  ],
};
