import { type CodeFacts, FAMILIES, GENERAL_CODES, type NextAction, SUB_CODES } from "./codes.ts";

const ACTIONS: Record<NextAction, string> = {
  retry_now: "Send the same request again, once or twice.",
  retry_later: "Wait for `retry_after_ms`, then send the same request again.",
  choose_model: "Choose another model; `suggestions` names the nearest ones.",
  fix_input: "Correct what `issues` names.",
  buy_credits: "Buy credits, or ask for less; `billing` has what is required and available.",
  edit_prompt: "Change the words or the input files; the same request would be refused again.",
  sign_in: "Send a valid key, or sign in.",
  check_access: "Use a key that has the scope.",
  check_address: "Check the path, the id and the method.",
  contact_operator: "Give the request id to whoever runs this server.",
};

type Row = readonly [code: string, facts: CodeFacts];

/** `FAILED` → `X_GENERATION_FAILED`: one name is in both lists, and headings are link targets. */
const subCodeRows: Row[] = Object.entries<CodeFacts>(SUB_CODES).map(([code, facts]) => [
  `X_GENERATION_${code}`,
  facts,
]);
const generalRows: Row[] = Object.entries<CodeFacts>(GENERAL_CODES);

function table(rows: readonly Row[]): string[] {
  const head = ["code", "status", "fault", "retryable", "charged", "next action"];
  const lines = rows.map(([code, facts]) => [
    `[\`${code}\`](#${code.toLowerCase()})`,
    String(facts.status),
    facts.fault,
    facts.retryable ? "yes" : "no",
    facts.charged ? "yes" : "no",
    `\`${facts.nextAction}\``,
  ]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
}

function section([code, facts]: Row): string[] {
  return [
    `### ${code}`,
    "",
    `**${facts.title}.** ${facts.explanation}`,
    "",
    `- Message: “${facts.message}”`,
    `- What to do: ${ACTIONS[facts.nextAction]}`,
    "",
  ];
}

const EXAMPLE = {
  error: "VIDEO_GENERATION_INVALID_INPUT",
  code: "VIDEO_GENERATION_INVALID_INPUT",
  message: "duration must be between 3 and 15.",
  request_id: "req_01m8…",
  docs_url: "https://host/errors/VIDEO_GENERATION_INVALID_INPUT",
  fault: "caller",
  retryable: false,
  retry_after_ms: null,
  next_action: "fix_input",
  issues: [{ path: ["duration"], message: "must be between 3 and 15" }],
};

/** The text of `docs/errors.md`: every code of the catalogue, in Markdown. */
export function errorsPage(): string {
  return [
    "# Error codes",
    "",
    "This page is made from the catalogue in `lib/contract/codes.ts` by `npm run docs`.",
    "",
    "Every failure, in answers, stream frames, lists and failed generations, has one body:",
    "",
    "```json",
    JSON.stringify(EXAMPLE, null, 2),
    "```",
    "",
    "`code` and `message` are the contract, `error` is the older twin of `code`. `issues` comes with",
    "invalid input, `suggestions` where there is something to choose from, `billing` where money was",
    "touched or is the reason. 429 and 503 say when to come back in `retry_after_ms` and `Retry-After`.",
    "No failure is charged: what was held goes back.",
    "",
    "## Generations",
    "",
    `Three families (${FAMILIES.map((family) => `\`${family}_\``).join(", ")}) by what the model makes,`,
    "each followed by one of eight (a rate limit of ours, not the provider's, says `caller`):",
    "",
    ...table(subCodeRows),
    "",
    "In test mode each of them happens on demand: put `[[simulate SUBCODE]]` into the prompt or text,",
    "with `after 2s` or `at 60%` if it should fail in the middle.",
    "",
    ...subCodeRows.flatMap(section),
    "## Everything else",
    "",
    ...table(generalRows),
    "",
    ...generalRows.flatMap(section),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}
