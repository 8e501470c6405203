/** What a line of the log may carry of a failure. */
const LOG_MAX_CHARACTERS = 4_096;
/** More is not looked at: it could only be a file. */
const SCAN_MAX_CHARACTERS = 65_536;
const MASK = "[masked]";

/** Names under which a secret is kept, in headers, bodies and queries. */
const SECRET_NAME =
  "[\\w-]*(?:[_-]key|apikey|access[_-]?key(?:[_-]?id)?|secret|token|password|passwd|pwd|passphrase|credentials?|signature|authorization|auth|jwt|cookie|session(?:[_-]?id)?)|x-amz-[\\w-]+|sig";
/** Between a name and its value: in a query, a header, a list, in JSON, in JSON inside of JSON. */
const IS = "\\\\*[\"']?\\s*(?:=|:|%3D|(?<=[\"']),(?:\\s*[\"']value[\"']\\s*:)?)\\s*\\\\*[\"']?";
const VALUE = "(?!\\[masked\\])[^\\s\"'&,;<>\\\\}\\]]+";

const RULES: readonly [RegExp, string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK],
  // A file in place: no secret of ours, but maybe of the caller, and long.
  [/data:[\w.+-]+\/[\w.+-]+;base64,[\w+/=-]*/gi, "[data]"],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'<>]{1,200}@/gi, `$1${MASK}@`],
  [/\bbearer\s+[\w.~+/:=-]{8,}/gi, `Bearer ${MASK}`],
  [
    /(?<![a-z])(basic|(?:key|token)(?: id| provided)?:?)\s+(?=[^\s\d]{0,64}\d)[\w.~+/:=-]{8,}/gi,
    `$1 ${MASK}`,
  ],
  // A header on its line.
  [/^((?:proxy-)?authorization|(?:set-)?cookie)\s*:.*$/gim, `$1: ${MASK}`],
  [/((?:authorization|cookie)\\*["']\s*:\s*\\*["'])[^"'\\]*/gi, `$1${MASK}`],
  // Between quotes with whatever spaces it has.
  [
    new RegExp(`(^|[^\\w-])(${SECRET_NAME})(\\\\*["']\\s*:\\s*\\\\*["'])[^"'\\\\]+`, "gim"),
    `$1$2$3${MASK}`,
  ],
  [new RegExp(`(^|[^\\w-])(${SECRET_NAME})(${IS})${VALUE}`, "gim"), `$1$2$3${MASK}`],
  // A plain "key" may be any; it is a secret where it is assigned.
  [/(?<![\w-])(key\\*["']?(?:=|%3D|\\*["']?:\s*\\*["']))[^\s"'&,;<>\\}\]]+/gi, `$1${MASK}`],
  // Keys by their shape, wherever they stand.
  [/\b(?:sk|pk|rk)[-_][\w-]{8,}/g, MASK],
  [
    /\b(?:r8|hf|gsk|xai|key|luma|whsec|ghp|gho|glpat|xox[abp]|nvapi|fw|bfl|pplx)[-_][\w-]{12,}/g,
    MASK,
  ],
  [/\bAIza[\w-]{20,}/g, MASK],
  [/\bya29\.[\w.-]{10,}/g, MASK],
  [/\b(?:AKIA|ASIA|AKLT|LTAI)[A-Z0-9a-z]{12,}/g, MASK],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, MASK],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{16,}\b/gi, MASK],
  [/\b[0-9a-f]{32,}\b/gi, MASK],
];

const LONG_RUN = /(?<![\w+/=-])[\w+/=-]{32,}(?![\w+/=-])/g;
/** UUIDs and ULIDs, also with a prefix: what a vendor asks for when it is asked about a failure. */
const REQUEST_ID =
  /(?<![a-z0-9])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-hjkmnp-tv-z]{26})(?![a-z0-9])/gi;
const CHANGES_PER_CHARACTER_MAX = 0.25;

/** Paths and long names change seldom between small letters, capitals and digits; keys at every turn. */
function maskRun(run: string): string {
  const rest = run.replace(REQUEST_ID, "");
  const changes = rest.match(/[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes > rest.length * CHANGES_PER_CHARACTER_MAX ? MASK : run;
}

/** Without its last run of characters: a secret that the cut goes through has lost its shape. */
function wholeWords(cut: string): string {
  let end = cut.length;
  while (end > 0 && !/\s/.test(cut.charAt(end - 1))) end--;
  return cut.slice(0, end);
}

/**
 * A text for the log, at most 4 KB, with whatever could be a key, a token, a password or a signature
 * masked. Vendors' names, hosts and the ids of their requests stay: the log is where they are needed.
 */
export function maskSecrets(text: string): string {
  const isCut = text.length > SCAN_MAX_CHARACTERS;
  let masked = isCut ? wholeWords(text.slice(0, SCAN_MAX_CHARACTERS)) : text;
  for (const [pattern, replacement] of RULES) masked = masked.replace(pattern, replacement);
  masked = masked.replace(LONG_RUN, maskRun);
  const isLong = isCut || masked.length > LOG_MAX_CHARACTERS;
  return isLong ? `${masked.slice(0, LOG_MAX_CHARACTERS - 1)}…` : masked;
}
