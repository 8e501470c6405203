import { readPath } from "../read-path.ts";
import type { VendorTable } from "../signals.ts";
import { code, filled, list, part, text } from "../tolerant.ts";

const replicateBody = part({
  // A prediction's state, or the HTTP status once more in the body of a refusal.
  status: code,
  error: text,
  title: text,
  detail: text,
  invalid_fields: list(part({ field: text, description: text })),
});

export const replicate: VendorTable = {
  read(body) {
    const { status, error, title, detail, invalid_fields } = replicateBody.parse(body);
    return {
      codes: filled(status, title),
      texts: filled(error, ...invalid_fields.map((field) => field.description), detail),
      complaints: invalid_fields.map(({ field, description }) => ({
        path: readPath(field),
        text: description,
      })),
    };
  },
  rules: [
    {
      code: ["failed"],
      text: /\(E005\)|flagged as sensitive|NSFW|content polic|safety (system|filter)|moderation/i,
      subCode: "CONTENT_REJECTED",
    },
    { code: ["failed"], text: /\(E6716\)|timed? ?out/i, subCode: "TIMEOUT" },
    {
      code: ["failed"],
      text: /\(E8765\)|\(E9243\)|\(E9825\)|\(E003\)|code: PA|high demand/i,
      subCode: "PROVIDER_UNAVAILABLE",
    },
    { code: ["failed", "canceled", "aborted"], subCode: "FAILED" },
    { code: ["Insufficient credit"], subCode: "PROVIDER_UNAVAILABLE" },
    { code: ["Input validation failed"], status: [422], subCode: "INVALID_INPUT" },
  ],
};
