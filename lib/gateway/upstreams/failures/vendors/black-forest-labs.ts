import type { VendorTable } from "../signals.ts";
import { filled, part, text } from "../tolerant.ts";
import { complaintsOf, pydanticErrors } from "./pydantic.ts";

const bflBody = part({ status: text, detail: pydanticErrors });
const bflSentence = part({ detail: text });

export const blackForestLabs: VendorTable = {
  read(body) {
    const { status, detail } = bflBody.parse(body);
    return {
      codes: filled(status),
      texts: filled(...detail.map(({ msg }) => msg), bflSentence.parse(body).detail),
      complaints: complaintsOf(detail),
    };
  },
  rules: [
    { code: ["Request Moderated", "Content Moderated"], subCode: "CONTENT_REJECTED" },
    { code: ["Task not found", "Error", "Failed"], subCode: "FAILED" },
  ],
};
