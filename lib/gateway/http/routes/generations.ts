import type { Hono } from "hono";
import { endpoints, listQuery } from "#lib/contract/endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { GenerationRow } from "../../db/schema.ts";
import { cancelGeneration } from "../../generations/cancel.ts";
import { createGeneration } from "../../generations/create.ts";
import { deleteGeneration } from "../../generations/delete.ts";
import { getGeneration } from "../../generations/get.ts";
import { listGenerations } from "../../generations/list.ts";
import { presentGeneration } from "../../generations/present.ts";
import { quoteGeneration } from "../../generations/quote.ts";
import { requireAccess } from "../access.ts";
import { createStreamDropper } from "../drop-stream.ts";
import type { HttpContext, HttpEnv } from "../env.ts";
import { markReplayed } from "../idempotency-key.ts";
import type { Source } from "../pour.ts";
import { withCreate } from "../read-create.ts";
import { readQuery } from "../read-query.ts";
import { sseResponse } from "../sse.ts";

const CREATE = "/api/v1/generation/";
const CREATE_STREAM = "/api/v1/generation/sse/";
const QUOTE = "/api/v1/quote/";

/** A stream of a generation's frames to this caller. It ends with the process, the caller or the work. */
function streamFrames(
  c: HttpContext,
  row: GenerationRow,
  { after, cutAt }: { after: number; cutAt: Source["cutAt"] },
): Response {
  const ctx = c.get("requestContext");
  const { relays, wheel, deadlines, log } = ctx.gateway;
  return sseResponse({
    open: (wake) => relays.follow(ctx, { row, after, wake }),
    cutAt,
    wheel,
    stallMs: deadlines.streamStallMs,
    log,
  });
}

/** The number behind which a stream is to go on: the header that browsers send, else the query. */
function readAfter(c: HttpContext): number {
  const query = readQuery(c, endpoints.streamGeneration.query);
  const header = c.req.header("last-event-id");
  return header && /^\d{1,9}$/.test(header) ? Number(header) : (query.after ?? 0);
}

const present = (ctx: RequestContext, row: GenerationRow) => presentGeneration(ctx, row);

/** Everything under `/api/v1/generation` and `/api/v1/generations`, and quotes. */
export function generationRoutes(app: Hono<HttpEnv>): void {
  const canRead = requireAccess("generations:read");
  const canWrite = requireAccess("generations:write");
  const cutOf = createStreamDropper();

  app.get("/api/v1/generations", canRead, async (c) =>
    c.json(await listGenerations(c.get("requestContext"), readQuery(c, listQuery))),
  );
  app.get("/api/v1/generation/:id", canRead, async (c) => {
    const ctx = c.get("requestContext");
    return c.json(present(ctx, await getGeneration(ctx, c.req.param("id"))));
  });
  app.delete("/api/v1/generation/:id", canWrite, async (c) =>
    c.json(await deleteGeneration(c.get("requestContext"), c.req.param("id"))),
  );
  app.get("/api/v1/generation/:id/events", canRead, async (c) => {
    const after = readAfter(c);
    const row = await getGeneration(c.get("requestContext"), c.req.param("id"));
    // Who asks for headers alone gets no stream that could drop.
    const cutAt = c.req.method === "HEAD" ? undefined : cutOf(row);
    return streamFrames(c, row, { after, cutAt });
  });
  app.post("/api/v1/generation/:id{gen_[^/]+}/cancel", canWrite, async (c) =>
    c.json(await cancelGeneration(c.get("requestContext"), c.req.param("id"))),
  );
  app.post("/api/v1/quote/*", canRead, async (c) => {
    const ctx = c.get("requestContext");
    return c.json(await withCreate(c, QUOTE, (request) => quoteGeneration(ctx, request)));
  });
  app.post("/api/v1/generation/sse/*", canWrite, async (c) => {
    const ctx = c.get("requestContext");
    const { row, isReplayed } = await withCreate(c, CREATE_STREAM, (request) =>
      createGeneration(ctx, request),
    );
    if (isReplayed) markReplayed(c);
    return streamFrames(c, row, { after: 0, cutAt: cutOf(row) });
  });
  app.post("/api/v1/generation/:model{(?!gen_).+}", canWrite, async (c) => {
    const ctx = c.get("requestContext");
    const { generation, isReplayed } = await withCreate(c, CREATE, (request) =>
      createGeneration(ctx, request),
    );
    if (isReplayed) markReplayed(c);
    return c.json(generation, 202);
  });
}
