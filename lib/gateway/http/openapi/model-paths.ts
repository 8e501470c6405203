import type {
  ZodOpenApiMediaTypeObject,
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponsesObject,
} from "zod-openapi";
import { endpoints } from "#lib/contract/endpoints.ts";
import type { Media } from "#lib/contract/media.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { toJsonSchema } from "#lib/contract/models/json-schema.ts";
import type { Field, Model } from "#lib/contract/models/model.ts";

/** The navigation group of a medium. */
export const GROUPS: Record<Media, string> = { image: "Images", video: "Videos", tts: "Speech" };

const isFileField = (field: Field) => field.type === "uri" || field.type === "uri[]";

/** `kling-ai/v3/video` → `KlingAiV3Video`. */
function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function jsonSchemaOf(model: Model) {
  const { $schema: _, ...schema } = toJsonSchema(model);
  return schema;
}

/** The same input as a form: a file or a URL goes under the field's own name, lists repeat it. */
function formSchemaOf(model: Model) {
  const { properties, ...rest } = jsonSchemaOf(model);
  const file = { type: "string", contentMediaType: "application/octet-stream" };
  const asForm = model.fields.map((field) => {
    const { title, description } = properties[field.name] ?? { title: "", description: "" };
    if (field.type === "uri") return [field.name, { ...file, title, description }];
    if (field.type === "uri[]")
      return [field.name, { type: "array", items: file, title, description }];
    return [field.name, properties[field.name]];
  });
  return { ...rest, properties: Object.fromEntries(asForm) };
}

function requestBodyOf(model: Model): NonNullable<ZodOpenApiOperationObject["requestBody"]> {
  const media = (schema: unknown): ZodOpenApiMediaTypeObject =>
    ({ schema }) as ZodOpenApiMediaTypeObject;
  return {
    required: true,
    content: {
      "application/json": { ...media(jsonSchemaOf(model)), example: model.example },
      ...(model.fields.some(isFileField) && { "multipart/form-data": media(formSchemaOf(model)) }),
    },
  };
}

function operationOf(
  model: Model,
  name: "createGeneration" | "createGenerationStream",
  failures: ZodOpenApiResponsesObject,
): ZodOpenApiOperationObject {
  const endpoint = endpoints[name];
  const isStream = name === "createGenerationStream";
  return {
    operationId: `${isStream ? "stream" : "create"}${pascalCase(model.id)}`,
    tags: [GROUPS[model.media]],
    summary: isStream ? `${model.title}, streamed` : model.title,
    description: model.description,
    parameters: [{ $ref: "#/components/parameters/IdempotencyKey" }],
    requestBody: requestBodyOf(model),
    responses: {
      [String(endpoint.status) as "200"]: {
        description: isStream
          ? "One frame a change, each a whole generation; the last one is the terminal one."
          : "Accepted: durable, and running soon.",
        content: {
          [isStream ? "text/event-stream" : "application/json"]: { schema: endpoint.output },
        },
      },
      ...failures,
    },
  };
}

/** Two paths a model: to start a generation, and to start it and follow it. */
export function modelPaths(
  failuresOf: (media: Media) => ZodOpenApiResponsesObject,
): ZodOpenApiPathsObject {
  return Object.fromEntries(
    MODELS.flatMap((model) => {
      const failures = failuresOf(model.media);
      return [
        [`/generation/${model.id}`, { post: operationOf(model, "createGeneration", failures) }],
        [
          `/generation/sse/${model.id}`,
          { post: operationOf(model, "createGenerationStream", failures) },
        ],
      ];
    }),
  );
}
