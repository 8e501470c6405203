/**
 * The whole vocabulary of failure, as data. Statuses, OpenAPI, the explorer, the error card and
 * the client's types derive from this file and from nothing else.
 *
 * Generation codes are a family (by the medium of the model) joined to a sub-code; general codes
 * stand alone. Source: skills.video Open Platform; `nextAction`, `fault` and the general codes are ours.
 */

export const FAMILIES = ["IMAGE_GENERATION", "VIDEO_GENERATION", "TTS_GENERATION"] as const;
export type Family = (typeof FAMILIES)[number];

/** Who has to act for the failure to go away. */
export type Fault = "caller" | "gateway" | "provider";

export type NextAction =
  | "retry_now"
  | "retry_later"
  | "choose_model"
  | "fix_input"
  | "buy_credits"
  | "edit_prompt"
  | "sign_in"
  | "check_access"
  | "check_address"
  | "contact_operator";

export type CodeFacts = {
  readonly status: number;
  readonly fault: Fault;
  readonly retryable: boolean;
  /** Whether such a failure costs credits. None does: what was held goes back. */
  readonly charged: false;
  readonly nextAction: NextAction;
  /** A headline for people: what happened, no jargon. */
  readonly title: string;
  /** The default `message`: one plain sentence that names no vendor. */
  readonly message: string;
  /** Two or three sentences: when it fires and what to do about it. */
  readonly explanation: string;
};

export const SUB_CODES = {
  FAILED: {
    status: 502,
    fault: "provider",
    retryable: true,
    charged: false,
    nextAction: "retry_now",
    title: "The model could not finish",
    message: "The model failed while generating.",
    explanation:
      "The provider answered with an error that says no more. Nothing is wrong with your input as far as we can tell. Try it again once or twice; if it keeps failing, choose another model.",
  },
  TIMEOUT: {
    status: 504,
    fault: "provider",
    retryable: true,
    charged: false,
    nextAction: "retry_now",
    title: "It took too long",
    message: "The model did not finish in time.",
    explanation:
      "The work passed its deadline and was ended. Try again, or ask for less: a shorter duration, a lower resolution, fewer results.",
  },
  RATE_LIMITED: {
    status: 429,
    fault: "provider",
    retryable: true,
    charged: false,
    nextAction: "retry_later",
    title: "Too many requests just now",
    message: "Too many requests reached this model just now.",
    explanation:
      "A limit on requests was reached. Nothing is wrong with your input. Wait for the time in retry_after_ms, then send the same request again.",
  },
  PROVIDER_UNAVAILABLE: {
    status: 503,
    fault: "provider",
    retryable: true,
    charged: false,
    nextAction: "retry_later",
    title: "The provider is unavailable",
    message: "The provider of this model is unavailable right now.",
    explanation:
      "The provider could not be reached or refused to work. Try again later with growing pauses, or choose another model that is up.",
  },
  UNSUPPORTED_MODEL: {
    status: 400,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "choose_model",
    title: "This model is not available here",
    message: "This provider and model are not supported.",
    explanation:
      "No model with this path is in the catalogue. Check the spelling, or choose one of the nearest models that we name.",
  },
  INVALID_INPUT: {
    status: 400,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "fix_input",
    title: "Some of the input is not right",
    message: "The input is not valid.",
    explanation:
      "The body is malformed, or a field is missing, unknown or out of range. Every problem is listed in issues with its path and what is allowed.",
  },
  INSUFFICIENT_CREDITS: {
    status: 402,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "buy_credits",
    title: "Not enough credits",
    message: "Insufficient credits for this generation.",
    explanation:
      "The workspace has fewer credits than this generation costs. Buy credits, or choose cheaper settings: shorter, smaller, fewer.",
  },
  CONTENT_REJECTED: {
    status: 422,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "edit_prompt",
    title: "Moderation refused this",
    message: "The prompt or an input was rejected by moderation.",
    explanation:
      "Moderation refused the prompt or one of the inputs. Change the words or the picture and send it again; the same request will be refused again.",
  },
} as const satisfies Record<string, CodeFacts>;

export type SubCode = keyof typeof SUB_CODES;
export type GenerationCode = `${Family}_${SubCode}`;

export const GENERAL_CODES = {
  UNAUTHORIZED: {
    status: 401,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "sign_in",
    title: "Not signed in",
    message: "A valid API key is needed.",
    explanation:
      "The key is missing, malformed, unknown, revoked or expired. Send it as Authorization: Bearer rk_test_… or rk_live_….",
  },
  FORBIDDEN: {
    status: 403,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "check_access",
    title: "This key may not do that",
    message: "This key is not allowed to do that.",
    explanation: "The key is valid but lacks the scope that this endpoint needs.",
  },
  NOT_FOUND: {
    status: 404,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "check_address",
    title: "Nothing here",
    message: "There is nothing at this address.",
    explanation:
      "No such path, or no object with this id in your workspace. Objects of other workspaces look the same as none.",
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "check_address",
    title: "Wrong method",
    message: "This address does not take that method.",
    explanation:
      "The path exists but not with this HTTP method; the Allow header lists those it takes.",
  },
  IDEMPOTENCY_CONFLICT: {
    status: 409,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "fix_input",
    title: "Conflict",
    message: "The request conflicts with the present state.",
    explanation:
      "The same Idempotency-Key came with another body, or the object is in a state that does not allow the request.",
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "fix_input",
    title: "Too large",
    message: "The request body is too large.",
    explanation: "JSON bodies may have 1 MiB, one file 200 MiB, a whole request 512 MiB.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "fix_input",
    title: "Wrong content type",
    message: "This content type is not accepted here.",
    explanation: "Send application/json, or multipart/form-data with files to start a generation.",
  },
  VALIDATION_ERROR: {
    status: 422,
    fault: "caller",
    retryable: false,
    charged: false,
    nextAction: "fix_input",
    title: "Some of the request is not right",
    message: "The request is not valid.",
    explanation: "A parameter is missing, unknown or out of range; issues names each one.",
  },
  RATE_LIMITED: {
    status: 429,
    fault: "caller",
    retryable: true,
    charged: false,
    nextAction: "retry_later",
    title: "Too many requests",
    message: "Too many requests from this key.",
    explanation: "Wait for the time in Retry-After, then go on.",
  },
  INTERNAL_ERROR: {
    status: 500,
    fault: "gateway",
    retryable: true,
    charged: false,
    nextAction: "contact_operator",
    title: "Something broke on our side",
    message: "Something went wrong on our side.",
    explanation:
      "An error that we did not foresee. It is logged under the request id; give that to whoever runs this server.",
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    fault: "gateway",
    retryable: true,
    charged: false,
    nextAction: "retry_later",
    title: "We are away for a moment",
    message: "The service is unavailable for a moment.",
    explanation: "Our own database or disk is away. Wait for the time in Retry-After, then go on.",
  },
} as const satisfies Record<string, CodeFacts>;

export type GeneralCode = keyof typeof GENERAL_CODES;
export type ErrorCode = GenerationCode | GeneralCode;

export const SUB_CODE_NAMES = Object.keys(SUB_CODES) as SubCode[];
export const GENERAL_CODE_NAMES = Object.keys(GENERAL_CODES) as GeneralCode[];
export const GENERATION_CODES: readonly GenerationCode[] = FAMILIES.flatMap((family) =>
  SUB_CODE_NAMES.map((subCode) => `${family}_${subCode}` as const),
);
export const ERROR_CODES: readonly ErrorCode[] = [...GENERATION_CODES, ...GENERAL_CODE_NAMES];

/** Splits a generation code into its family and sub-code; null for a general or unknown code. */
export function splitCode(code: string): { family: Family; subCode: SubCode } | null {
  for (const family of FAMILIES) {
    if (!code.startsWith(`${family}_`)) continue;
    const subCode = code.slice(family.length + 1);
    return Object.hasOwn(SUB_CODES, subCode) ? { family, subCode: subCode as SubCode } : null;
  }
  return null;
}

/** The catalogue's facts about a code. */
export function codeFacts(code: ErrorCode): CodeFacts {
  const parts = splitCode(code);
  return parts ? SUB_CODES[parts.subCode] : GENERAL_CODES[code as GeneralCode];
}
