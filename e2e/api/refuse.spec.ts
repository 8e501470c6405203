import { expect, test } from "../support/test.ts";

const SEEDREAM = "/api/v1/generation/bytedance/seedream-4.5";
const KLING = "/api/v1/generation/kling-ai/v3/video";
const json = { "content-type": "application/json" };

type Row = {
  name: string;
  path: string;
  body: string;
  headers?: Record<string, string>;
  status: number;
  code: string;
  issuePath?: (string | number)[];
};

const rows: Row[] = [
  {
    name: "an unknown model",
    path: "/api/v1/generation/kling-ai/v9/video",
    body: "{}",
    status: 400,
    code: "VIDEO_GENERATION_UNSUPPORTED_MODEL",
  },
  {
    name: "an unknown picture model",
    path: "/api/v1/generation/openai/gpt-image-9",
    body: "{}",
    status: 400,
    code: "IMAGE_GENERATION_UNSUPPORTED_MODEL",
  },
  {
    name: "an empty prompt",
    path: SEEDREAM,
    body: '{"prompt":"  "}',
    status: 400,
    code: "IMAGE_GENERATION_INVALID_INPUT",
    issuePath: ["prompt"],
  },
  {
    name: "no prompt",
    path: SEEDREAM,
    body: "{}",
    status: 400,
    code: "IMAGE_GENERATION_INVALID_INPUT",
    issuePath: ["prompt"],
  },
  {
    name: "a duration of 99",
    path: KLING,
    body: '{"prompt":"x","duration":99}',
    status: 400,
    code: "VIDEO_GENERATION_INVALID_INPUT",
    issuePath: ["duration"],
  },
  {
    name: "a value outside an enum",
    path: KLING,
    body: '{"prompt":"x","quality":"best"}',
    status: 400,
    code: "VIDEO_GENERATION_INVALID_INPUT",
    issuePath: ["quality"],
  },
  {
    name: "a body that is not JSON",
    path: KLING,
    body: '{"prompt":',
    status: 400,
    code: "VIDEO_GENERATION_INVALID_INPUT",
    issuePath: [],
  },
  {
    name: "2 MiB of JSON",
    path: KLING,
    body: JSON.stringify({ prompt: "x".repeat(2 * 1024 * 1024) }),
    status: 413,
    code: "PAYLOAD_TOO_LARGE",
  },
  {
    name: "an unknown field",
    path: KLING,
    body: '{"prompt":"x","durration":5}',
    status: 400,
    code: "VIDEO_GENERATION_INVALID_INPUT",
    issuePath: ["durration"],
  },
  {
    name: "another content type",
    path: KLING,
    body: "prompt=x",
    headers: { "content-type": "text/plain" },
    status: 415,
    code: "UNSUPPORTED_MEDIA_TYPE",
  },
  {
    name: "no key",
    path: KLING,
    body: '{"prompt":"x"}',
    headers: { ...json, authorization: "" },
    status: 401,
    code: "UNAUTHORIZED",
  },
  {
    name: "a key that is not ours",
    path: KLING,
    body: '{"prompt":"x"}',
    headers: { ...json, authorization: "Bearer sk-123" },
    status: 401,
    code: "UNAUTHORIZED",
  },
];

for (const row of rows) {
  for (const path of [row.path, row.path.replace("/generation/", "/generation/sse/")]) {
    test(`refuses ${row.name} at ${path}`, async ({ api }) => {
      const response = await api.post(path, {
        data: Buffer.from(row.body),
        headers: row.headers ?? json,
      });
      expect(response.status()).toBe(row.status);
      const body = await response.json();
      expect(body).toMatchObject({
        code: row.code,
        error: row.code,
        fault: "caller",
        retryable: false,
      });
      expect(body.request_id).toBe(response.headers()["x-request-id"]);
      expect(body.docs_url).toContain(`/errors/${row.code}`);
      if (row.issuePath) expect(body.issues[0].path).toEqual(row.issuePath);
    });
  }
}

test("names the nearest models and the nearest field", async ({ api }) => {
  const model = await (await api.post("/api/v1/generation/kling-ai/v3/vidoe", { data: {} })).json();
  expect(model.suggestions[0]).toBe("kling-ai/v3/video");
  const field = await (await api.post(KLING, { data: { prompt: "x", durration: 5 } })).json();
  expect(field.issues[0].message).toContain("duration");
});

test("says where a body stops being JSON", async ({ api }) => {
  const response = await api.post(KLING, {
    data: Buffer.from('{\n  "prompt": nope\n}'),
    headers: json,
  });
  expect((await response.json()).message).toMatch(/line 2, column 13/);
});
