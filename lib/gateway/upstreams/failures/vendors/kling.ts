import type { VendorTable } from "../signals.ts";
import { code, filled, part, text } from "../tolerant.ts";

const klingBody = part({
  code,
  message: text,
  data: part({ task_status: text, task_status_msg: text }),
});

export const kling: VendorTable = {
  read(body) {
    const { code: number, message, data } = klingBody.parse(body);
    return {
      codes: filled(number, data.task_status && `task:${data.task_status}`),
      texts: filled(data.task_status_msg, message),
    };
  },
  rules: [
    { code: ["1300", "1301"], subCode: "CONTENT_REJECTED" },
    { code: ["1302", "1303"], subCode: "RATE_LIMITED" },
    // Our account: 1101 and 1102 (arrears, empty resource pack) come with 429.
    {
      code: ["1000", "1001", "1002", "1003", "1004", "1100", "1101", "1102", "1103", "1304"],
      subCode: "PROVIDER_UNAVAILABLE",
    },
    { code: ["1203"], subCode: "UNSUPPORTED_MODEL" },
    { code: ["1200", "1201", "1202"], subCode: "INVALID_INPUT" },
    { code: ["5000"], subCode: "FAILED" },
    { code: ["5001"], subCode: "PROVIDER_UNAVAILABLE" },
    { code: ["5002"], subCode: "TIMEOUT" },
    // A task that failed has no code: only its words tell moderation from the rest.
    {
      code: ["task:failed"],
      text: /risk control|sensitive|content (polic|safety)|moderation/i,
      subCode: "CONTENT_REJECTED",
    },
    { code: ["task:failed"], subCode: "FAILED" },
  ],
};
