import type { GenerationInput } from "#lib/contract/models/check-input.ts";

export type SnippetLanguage = "curl" | "typescript";
/** `create` answers at once and is asked again; `stream` stays open and shows every change. */
export type SnippetVariant = "create" | "stream";

export type SnippetRequest = {
  /** Where the API is, without a trailing slash. */
  origin: string;
  model: string;
  input: GenerationInput;
};

function modelPath(model: string): string {
  return model.split("/").map(encodeURIComponent).join("/");
}

/** The address that a snippet calls. */
export function snippetUrl({ origin, model }: SnippetRequest, variant: SnippetVariant): string {
  return `${origin}/api/v1/generation/${variant === "stream" ? "sse/" : ""}${modelPath(model)}`;
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The request as a curl command; the key comes from the environment. */
export function curlSnippet(request: SnippetRequest, variant: SnippetVariant): string {
  return [
    `curl ${variant === "stream" ? "-N " : ""}${shellQuote(snippetUrl(request, variant))} \\`,
    `  -H "Authorization: Bearer $RUSHES_API_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d ${shellQuote(JSON.stringify(request.input, null, 2))}`,
  ].join("\n");
}

const READ_RESULT = `
let generation = await response.json();
if (!response.ok) throw new Error(\`\${generation.code}: \${generation.message}\`);

while (generation.status === "IN_QUEUE" || generation.status === "IN_PROGRESS") {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const next = await fetch(\`\${origin}/api/v1/generation/\${generation.id}\`, { headers });
  generation = await next.json();
}
console.log(generation.status, generation.data ?? generation.code);
`;

const READ_STREAM = `
if (!response.ok || !response.body) {
  const error = await response.json();
  throw new Error(\`\${error.code}: \${error.message}\`);
}

let buffer = "";
for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
  const frames = (buffer + chunk).split("\\n\\n");
  buffer = frames.pop() ?? "";
  for (const frame of frames) {
    const line = frame.split("\\n").find((part) => part.startsWith("data: "));
    if (!line) continue;
    const generation = JSON.parse(line.slice("data: ".length));
    console.log(generation.status, generation.progress, generation.data ?? generation.code);
  }
}
`;

function indent(text: string, spaces: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(spaces)}`);
}

/** The request as a TypeScript program that runs as it stands, with fetch alone. */
export function typescriptSnippet(request: SnippetRequest, variant: SnippetVariant): string {
  const path = snippetUrl({ ...request, origin: "" }, variant);
  const body = indent(JSON.stringify(request.input, null, 2), 2);
  return `const origin = ${JSON.stringify(request.origin)};
const headers = {
  Authorization: \`Bearer \${process.env.RUSHES_API_KEY}\`,
  "Content-Type": "application/json",
};

const response = await fetch(\`\${origin}${path}\`, {
  method: "POST",
  headers,
  body: JSON.stringify(${body}),
});
${variant === "stream" ? READ_STREAM : READ_RESULT}`.trimEnd();
}

/** The request in the asked language. */
export function snippet(
  request: SnippetRequest,
  language: SnippetLanguage,
  variant: SnippetVariant,
): string {
  return language === "curl" ? curlSnippet(request, variant) : typescriptSnippet(request, variant);
}
