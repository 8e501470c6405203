import type { VendorTable } from "../signals.ts";
import { code, filled, flag, list, part, text } from "../tolerant.ts";

const verdict = { respect_moderation: flag };

const xaiBody = part({ ...verdict, code, video: part(verdict), data: list(part(verdict)) });
/** The error is a sentence at submit and an object in the job. */
const xaiSentence = part({ error: text });
const xaiError = part({ error: part({ code, message: text }) });

export const xai: VendorTable = {
  read(body) {
    const { respect_moderation: own, code: name, video, data } = xaiBody.parse(body);
    const { error } = xaiError.parse(body);
    const verdicts = [
      own,
      video.respect_moderation,
      ...data.map((item) => item.respect_moderation),
    ];
    return {
      codes: filled(verdicts.includes(false) ? "moderated" : "", error.code, name),
      texts: filled(xaiSentence.parse(body).error, error.message),
    };
  },
  rules: [
    { code: ["moderated"], subCode: "CONTENT_REJECTED" },
    {
      text: /content (polic|moderation)|rejected by .{0,20}moderation/i,
      subCode: "CONTENT_REJECTED",
    },
  ],
};
