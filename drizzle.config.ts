import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./lib/gateway/db/schema.ts",
  out: "./lib/gateway/db/migrations",
});
