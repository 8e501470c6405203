/*
 * Generates a TypeScript client from an OpenAPI document, as a customer would: node generate-client.js
 * DOCUMENT FOLDER. In a process of its own, because the generator needs the compiler's former
 * JavaScript API, which TypeScript 7 has no more, under the name "typescript".
 */
import { registerHooks } from "node:module";

registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === "typescript" ? "typescript-6" : specifier, context),
});
const { createClient } = await import("@hey-api/openapi-ts");
const [input, path] = process.argv.slice(2);
await createClient({
  input,
  output: { path, module: { extension: ".js" } },
  plugins: ["@hey-api/typescript", "@hey-api/sdk", "@hey-api/client-fetch"],
  logs: { level: "silent" },
});
