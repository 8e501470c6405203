import type { CreditSettings } from "#lib/contract/credits.ts";
import {
  type EndpointName,
  type EndpointOutput,
  type EntriesQuery,
  endpoints,
  type GrantsQuery,
  type ListQuery,
  type UsageQuery,
} from "#lib/contract/endpoints.ts";
import { type Generation, isTerminal } from "#lib/contract/generation.ts";
import { type Call, type ClientOptions, callJson } from "./call.ts";
import type { Result } from "./result.ts";
import { type StreamFrame, type StreamOptions, streamGeneration } from "./stream.ts";

export type CallOptions = { signal?: AbortSignal; headers?: Readonly<Record<string, string>> };

export type WaitOptions = StreamOptions & { onFrame?: (generation: Generation) => void };

function fillPath(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) =>
    (values[name] ?? "").split("/").map(encodeURIComponent).join("/"),
  );
}

/**
 * A typed client of the gateway. Every call gives a union and never throws for a failure:
 *
 *     const client = createClient({ baseUrl: "http://127.0.0.1:3000", headers: { authorization: `Bearer ${key}` } });
 *     const created = await client.create("kling-ai/v3/video", { prompt: "a cat walking through neon rain" });
 *     if (created.ok) for await (const frame of client.stream(created.data.id)) …
 */
export function createClient(options: ClientOptions) {
  function call<Name extends EndpointName>(
    name: Name,
    values: Readonly<Record<string, string>>,
    rest: Omit<Call, "method" | "path"> = {},
  ): Promise<Result<EndpointOutput<Name>>> {
    const endpoint = endpoints[name];
    const path = fillPath(endpoint.path, values);
    return callJson(
      options,
      { method: endpoint.method, path, ...rest },
      endpoint.output,
    ) as Promise<Result<EndpointOutput<Name>>>;
  }

  async function waitFor(id: string, wait: WaitOptions = {}): Promise<Result<Generation>> {
    let last: StreamFrame | null = null;
    for await (const frame of streamGeneration(options, id, wait)) {
      last = frame;
      if (frame.ok) wait.onFrame?.(frame.generation);
    }
    if (!last || (last.ok && !isTerminal(last.generation.status))) {
      const message = "The wait was ended before the generation was.";
      return { ok: false, error: { code: "aborted", message, status: null } };
    }
    return last.ok ? { ok: true, data: last.generation } : last;
  }

  return {
    /** Starts a generation: accepted and durable when this resolves. */
    create: (model: string, input: Readonly<Record<string, unknown>>, rest: CallOptions = {}) =>
      call("createGeneration", { model }, { body: input, ...rest }),
    /** What a generation would cost now; starts nothing. */
    quote: (model: string, input: Readonly<Record<string, unknown>>, rest: CallOptions = {}) =>
      call("quoteGeneration", { model }, { body: input, ...rest }),
    /** Starts a generation with files: each under the name of its field, a list's under the same name. */
    createWithFiles: (model: string, form: FormData, rest: CallOptions = {}) =>
      call("createGeneration", { model }, { form, ...rest }),
    get: (id: string, rest: CallOptions = {}) => call("getGeneration", { id }, rest),
    /** Ends a generation that has not ended; 409 when it has. */
    cancel: (id: string, rest: CallOptions = {}) => call("cancelGeneration", { id }, rest),
    /** Removes the media and the input of a generation that has ended; 409 while it has not. */
    remove: (id: string, rest: CallOptions = {}) => call("deleteGeneration", { id }, rest),
    list: (query: ListQuery = {}, rest: CallOptions = {}) =>
      call("listGenerations", {}, { query: query as NonNullable<Call["query"]>, ...rest }),
    credits: (rest: CallOptions = {}) => call("getCredits", {}, rest),
    creditEntries: (query: EntriesQuery = {}, rest: CallOptions = {}) =>
      call("listCreditEntries", {}, { query: query as NonNullable<Call["query"]>, ...rest }),
    creditUsage: (query: UsageQuery = {}, rest: CallOptions = {}) =>
      call("getCreditUsage", {}, { query: query as NonNullable<Call["query"]>, ...rest }),
    creditGrants: (query: GrantsQuery = {}, rest: CallOptions = {}) =>
      call("listCreditGrants", {}, { query: query as NonNullable<Call["query"]>, ...rest }),
    creditHolds: (rest: CallOptions = {}) => call("listCreditHolds", {}, rest),
    creditAlerts: (rest: CallOptions = {}) => call("listCreditAlerts", {}, rest),
    creditAudit: (rest: CallOptions = {}) => call("auditCredits", {}, rest),
    changeCreditSettings: (settings: CreditSettings, rest: CallOptions = {}) =>
      call("changeCreditSettings", {}, { body: settings, ...rest }),
    keyLimits: (rest: CallOptions = {}) => call("listKeyLimits", {}, rest),
    /** Most credits that a key's generations of one month may cost; null takes the cap away. */
    changeKeyLimit: (id: string, monthlyLimit: number | null, rest: CallOptions = {}) =>
      call("changeKeyLimit", { id }, { body: { monthly_limit: monthlyLimit }, ...rest }),
    creditPacks: (rest: CallOptions = {}) => call("listCreditPacks", {}, rest),
    payments: (rest: CallOptions = {}) => call("listPayments", {}, rest),
    /** Buys a pack; with an `Idempotency-Key` header at most once. */
    buyCredits: (pack: string, rest: CallOptions = {}) =>
      call("buyCredits", {}, { body: { pack }, ...rest }),
    models: (rest: CallOptions = {}) => call("listModels", {}, rest),
    model: (id: string, rest: CallOptions = {}) => call("getModel", { model: id }, rest),
    /** Workspace and mode that the calls of this client are made for. */
    session: (rest: CallOptions = {}) => call("getSession", {}, rest),
    signOut: () => call("closeSession", {}),
    /** Frames of a generation until it ends; resumes by itself. */
    stream: (id: string, rest: StreamOptions = {}) => streamGeneration(options, id, rest),
    /** Resolves with the ended generation, whatever its end, or with why it cannot be known. */
    waitFor,
  };
}

export type Client = ReturnType<typeof createClient>;
