import type { VendorTable } from "../signals.ts";
import { code, filled, part, text } from "../tolerant.ts";

const lumaBody = part({ failure_reason: text, failure_code: code, detail: text });

export const luma: VendorTable = {
  read(body) {
    const { failure_reason: reason, failure_code: failure, detail } = lumaBody.parse(body);
    return { codes: filled(failure), texts: filled(reason, detail) };
  },
  rules: [
    { code: ["content_moderated"], subCode: "CONTENT_REJECTED" },
    { text: /moderat/i, subCode: "CONTENT_REJECTED" },
    { code: ["budget_exhausted"], subCode: "PROVIDER_UNAVAILABLE" },
  ],
};
