import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestDatabase } from "../../testing/database.ts";

/** A request as Stripe's API gets it. */
export type StubRequest = {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingMessage["headers"];
  idempotencyKey: string;
  body: string;
  form: Record<string, string>;
};

export type StubAnswer = (response: ServerResponse, request: StubRequest) => void;

export type StripeStub = {
  url: string;
  /** Every request so far, in order. */
  requests: StubRequest[];
  /** What the next requests are answered with, one each, before it answers as Stripe does. */
  script: StubAnswer[];
  /** Makes a page to pay at as Stripe does; `isLost` breaks the connection instead of the answer. */
  make(response: ServerResponse, request: StubRequest, isLost?: boolean): void;
};

async function readRequest(request: IncomingMessage): Promise<StubRequest> {
  const body = (await request.toArray()).join("");
  return {
    method: request.method,
    path: request.url,
    headers: request.headers,
    idempotencyKey: String(request.headers["idempotency-key"] ?? ""),
    body,
    form: Object.fromEntries(new URLSearchParams(body)),
  };
}

/** An answer of Stripe's. */
export function answerJson(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(status, {
      "content-type": "application/json",
      "request-id": "req_stub",
      ...headers,
    });
    response.end(JSON.stringify(body));
  };
}

/** A failure in Stripe's form. */
export const answerError = (status: number, error: Record<string, string>) =>
  answerJson(status, { error });

/** A page to pay at, made once for each idempotency key; a key with another body is refused, as Stripe does. */
function createSessions(): StripeStub["make"] {
  const made = new Map<string, { body: string; id: string }>();
  return (response, request, isLost = false) => {
    const known = made.get(request.idempotencyKey);
    if (known && known.body !== request.body) {
      const message = "Keys for idempotent requests can only be used with the same parameters.";
      return answerError(400, { type: "idempotency_error", message })(response);
    }
    const id = known?.id ?? `cs_stub_${made.size + 1}`;
    made.set(request.idempotencyKey, { body: request.body, id });
    if (isLost) return void response.destroy();
    const url = `https://checkout.stripe.example/c/pay/${id}`;
    const { form } = request;
    answerJson(200, {
      id,
      object: "checkout.session",
      url,
      status: "open",
      payment_status: "unpaid",
      payment_intent: null,
      client_reference_id: form.client_reference_id ?? null,
    })(response);
  };
}

/** Stripe's API as far as it is used, as a real HTTP server; closed before the database is. */
export async function openStripeStub(database: Pick<TestDatabase, "defer">): Promise<StripeStub> {
  const requests: StubRequest[] = [];
  const script: StubAnswer[] = [];
  const sessions = createSessions();
  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming);
    requests.push(request);
    const answer = script.shift();
    if (answer) return answer(response, request);
    const isKnown = request.method === "POST" && request.path === "/v1/checkout/sessions";
    if (isKnown) return sessions(response, request);
    answerError(404, { type: "invalid_request_error", message: "Unrecognized request URL" })(
      response,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  database.defer(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, script, make: sessions };
}
