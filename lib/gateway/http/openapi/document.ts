import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiRequestBodyObject,
} from "zod-openapi";
import { type Endpoint, endpoints } from "#lib/contract/endpoints.ts";
import { errorBody } from "#lib/contract/errors.ts";
import { generation, generationStatus } from "#lib/contract/generation.ts";
import { MEDIA } from "#lib/contract/media.ts";
import { GROUPS, modelPaths } from "./model-paths.ts";
import { errorResponses, sharedErrorResponses } from "./responses.ts";

const BASE = "/api/v1";

/** Rows that are one path a model, and pages that are not for programs. */
const EXPANDED = new Set(["createGeneration", "createGenerationStream"]);

const TAGS: Record<string, string> = {
  getGeneration: "Generations",
  streamGeneration: "Generations",
  cancelGeneration: "Generations",
  deleteGeneration: "Generations",
  listGenerations: "Generations",
  getCredits: "Credits",
  listCreditEntries: "Credits",
  exportCreditEntries: "Credits",
  getCreditUsage: "Credits",
  listCreditPacks: "Credits",
  listPayments: "Credits",
  buyCredits: "Credits",
  listModels: "Catalogue",
  getModel: "Catalogue",
  quoteGeneration: "Catalogue",
  getOpenApi: "Catalogue",
  getDocs: "Catalogue",
  createSpeech: GROUPS.tts,
  getHealth: "Service",
  getReady: "Service",
  getSession: "Service",
  closeSession: "Service",
};

/** Headers that an endpoint reads, by their names among the components. */
const HEADERS: Record<string, string> = {
  createSpeech: "IdempotencyKey",
  buyCredits: "IdempotencyKey",
  streamGeneration: "LastEventId",
};

const providerParameter = z.string().meta({ description: "First segment of the model's path." });
const modelParameter = z
  .string()
  .meta({ description: "The rest of the model's path, one to four segments." });

/** `{model}` of our rows is provider and the rest: two parameters, the second may hold slashes. */
function pathParameters(path: string): z.ZodObject | undefined {
  if (path.includes("{model}"))
    return z.object({ provider: providerParameter, model: modelParameter });
  if (path.includes("{id}"))
    return z.object({ id: z.string().meta({ description: "Id of a generation: gen_…" }) });
  return undefined;
}

/** A body; what a model takes may come as a form too. */
function requestBodyOf(path: string, schema: z.ZodType): ZodOpenApiRequestBodyObject {
  const types = path.includes("{model}")
    ? ["application/json", "multipart/form-data"]
    : ["application/json"];
  return { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

function operationOf(name: string, endpoint: Endpoint): ZodOpenApiOperationObject {
  const contentType =
    endpoint.contentType ?? (endpoint.isStream ? "text/event-stream" : "application/json");
  const path = pathParameters(endpoint.path);
  const isSpeech = name === "createSpeech";
  const header = HEADERS[name];
  return {
    operationId: name,
    tags: [TAGS[name] ?? "Service"],
    summary: endpoint.summary,
    ...((endpoint.query || path) && {
      requestParams: { ...(endpoint.query && { query: endpoint.query }), ...(path && { path }) },
    }),
    ...(header && { parameters: [{ $ref: `#/components/parameters/${header}` }] }),
    ...(endpoint.body && { requestBody: requestBodyOf(endpoint.path, endpoint.body) }),
    ...(endpoint.scope === null && !endpoint.errors.includes("UNAUTHORIZED") && { security: [] }),
    responses: {
      [String(endpoint.status) as "200"]: {
        description: endpoint.isStream ? "One frame a change, to the terminal one." : "Success.",
        content: { [contentType]: { schema: endpoint.output } },
      },
      ...errorResponses(endpoint.errors, isSpeech ? "tts" : "video"),
    },
  };
}

/** Paths outside of the base say where they stand by a server of their own. */
function placeOf(path: string, origin: string): { path: string; servers?: { url: string }[] } {
  const relative = path.replace("{model}", "{provider}/{model}");
  if (relative.startsWith(`${BASE}/`)) return { path: relative.slice(BASE.length) };
  return { path: relative.replace(/^\/api/, ""), servers: [{ url: `${origin}/api` }] };
}

function plainPaths(origin: string): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, endpoint] of Object.entries(endpoints)) {
    if (EXPANDED.has(name)) continue;
    const { path, servers } = placeOf(endpoint.path, origin);
    paths[path] = {
      ...paths[path],
      ...(servers && { servers }),
      [endpoint.method.toLowerCase()]: operationOf(name, endpoint),
    };
  }
  return paths as ZodOpenApiPathsObject;
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header" as const,
  description:
    "1 to 255 printable characters, kept for 24 hours: the same key and body give the same generation again. A purchase keeps its key for good.",
  schema: { type: "string" as const, minLength: 1, maxLength: 255 },
};

const lastEventId = {
  name: "Last-Event-ID",
  in: "header" as const,
  description: "Number of the last event that was seen: the stream goes on behind it.",
  schema: { type: "integer" as const, minimum: 0 },
};

type Rendered = { minimum?: number; maximum?: number; additionalProperties?: unknown };

/**
 * Says no more than is true. Bounds that only say "a safe integer" help no reader, and tools make
 * examples of them; and answers may grow: a client has to take what it does not know.
 */
function loosen(schema: Rendered, io: "input" | "output"): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (io === "output" && schema.additionalProperties === false) delete schema.additionalProperties;
}

/** This API as OpenAPI 3.1, with links that start at `origin`. The rows of `endpoints` are its source. */
export function buildOpenApi(origin: string, version: string) {
  const shared = Object.fromEntries(
    MEDIA.map((media) => [media, sharedErrorResponses(endpoints.createGeneration.errors, media)]),
  );
  const document: ZodOpenApiObject = {
    openapi: "3.1.0",
    info: {
      title: "Rushes",
      version,
      description:
        "Images, videos and speech from many models behind one API. Every failure has the same body, described under ErrorResponse.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: `${origin}${BASE}` }],
    security: [{ bearerAuth: [] }],
    tags: [
      { name: GROUPS.image, description: "Models that make pictures." },
      { name: GROUPS.video, description: "Models that make films." },
      { name: GROUPS.tts, description: "Models that speak." },
      { name: "Generations", description: "What became of what was asked for." },
      { name: "Credits", description: "What is left, and where the rest went." },
      { name: "Catalogue", description: "Models, their inputs and prices." },
      { name: "Service", description: "The server itself." },
    ],
    paths: {
      ...modelPaths((media) => shared[media]?.references ?? {}),
      ...plainPaths(origin),
    },
    components: {
      schemas: { QueueState: generationStatus, ErrorResponse: errorBody, Generation: generation },
      parameters: { IdempotencyKey: idempotencyKey, LastEventId: lastEventId },
      responses: Object.assign({}, ...Object.values(shared).map(({ responses }) => responses)),
      securitySchemes: {
        bearerAuth: {
          type: "http",
          scheme: "bearer",
          description: "An API key: rk_test_… or rk_live_….",
        },
      },
    },
  };
  return createDocument(document, { override: ({ jsonSchema, io }) => loosen(jsonSchema, io) });
}
