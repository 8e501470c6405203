import { Hono } from "hono";
import type { Gateway } from "../context.ts";
import type { HttpEnv } from "./env.ts";
import { answerError } from "./errors.ts";
import { noRoute } from "./not-found.ts";
import { requestFacts } from "./request-facts.ts";
import { creditReadRoutes } from "./routes/credit-reads.ts";
import { creditSettingsRoutes } from "./routes/credit-settings.ts";
import { creditRoutes } from "./routes/credits.ts";
import { documentRoutes } from "./routes/documents.ts";
import { generationRoutes } from "./routes/generations.ts";
import { healthRoutes } from "./routes/health.ts";
import { mediaRoutes } from "./routes/media.ts";
import { modelRoutes } from "./routes/models.ts";
import { referenceRoutes } from "./routes/reference.ts";
import { sessionRoutes } from "./routes/session.ts";
import { speechRoutes } from "./routes/speech.ts";

/** The whole HTTP side: everything under `/api` and `/media`. */
export function createApp(gateway: Gateway, version: string): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(requestFacts(gateway));
  healthRoutes(app, version);
  sessionRoutes(app);
  modelRoutes(app);
  generationRoutes(app);
  speechRoutes(app);
  creditRoutes(app);
  creditReadRoutes(app, gateway);
  creditSettingsRoutes(app);
  mediaRoutes(app);
  documentRoutes(app, version);
  referenceRoutes(app);
  app.notFound((c) => answerError(c, noRoute(c.req.method, c.req.path)));
  app.onError((error, c) => answerError(c, error));
  return app;
}
