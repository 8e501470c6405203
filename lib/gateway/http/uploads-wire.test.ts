import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openTestGateway } from "../testing/gateway.ts";
import { openTestServer } from "../testing/http-server.ts";
import { listFiles } from "../testing/list-files.ts";
import type { SendForm, SentForm } from "../testing/send-form.ts";
import { until } from "../testing/until.ts";

const CLIENT = fileURLToPath(new URL("../testing/send-form.ts", import.meta.url));
const PATH = "/api/v1/generation/kling-ai/v3/video";
const MIB = 1024 * 1024;

const opened = await openTestGateway({ hasWorker: false });
const { url, port } = await openTestServer(opened);

const headers = {
  authorization: `Bearer ${opened.key}`,
  "content-type": "multipart/form-data; boundary=b",
};
const TEXT = '--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n';
const FILE = '--b\r\nContent-Disposition: form-data; name="image_url"; filename="a.png"\r\n\r\n';

/** A form whose one part goes on for so long, from a client that is a program of its own. */
async function send(by: SendForm["by"], head: string, sizeBytes: number, lengthBytes?: number) {
  const form: SendForm = {
    url: `${url}${PATH}`,
    headers: { ...headers, ...(lengthBytes && { "content-length": String(lengthBytes) }) },
    by,
    head,
    sizeBytes,
    tail: "\r\n--b--\r\n",
  };
  const { stdout } = await promisify(execFile)(process.execPath, [CLIENT, JSON.stringify(form)]);
  const { status, body, sentBytes } = JSON.parse(stdout) as SentForm;
  const { code, message } = JSON.parse(body);
  return { status, code, message, sentBytes };
}

describe("a client that sends more than is taken", () => {
  for (const by of ["fetch", "http"] as const) {
    it(`sees the answer at once, while it still sends: ${by}`, async () => {
      for (const sizeBytes of [2 * MIB, 1_000 * MIB]) {
        const { sentBytes, ...answer } = await send(by, TEXT, sizeBytes);
        assert.deepEqual(answer, {
          status: 413,
          code: "PAYLOAD_TOO_LARGE",
          message: "prompt is too long: the texts of a form may have at most 1 MiB together.",
        });
        assert.ok(sentBytes <= 200 * MIB, `${sentBytes} were sent before the answer came`);
      }
    });

    it(`sees it before anything is read, when it says how much will come: ${by}`, async () => {
      const { sentBytes, ...answer } = await send(by, FILE, 513 * MIB, 513 * MIB);
      assert.deepEqual(answer, {
        status: 413,
        code: "PAYLOAD_TOO_LARGE",
        message: "A whole request may have at most 512 MiB.",
      });
      assert.ok(sentBytes <= 200 * MIB, `${sentBytes} were sent before the answer came`);
    });
  }

  it("leaves no file, however far it came", async () => {
    const { status, message } = await send("fetch", FILE, 400 * MIB);
    assert.equal(status, 413);
    assert.equal(message, "image_url is too large: one file may have at most 200 MiB.");
    assert.deepEqual(await listFiles(opened.dataDir), []);
  });
});

describe("a client that hangs up in the middle", () => {
  it("leaves no file", async () => {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    const lines = Object.entries({ host: "rushes", ...headers, "content-length": 10 * MIB });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    socket.write(`POST ${PATH} HTTP/1.1\r\n${head}\r\n${FILE}${"x".repeat(100_000)}`);
    const files = () => listFiles(opened.dataDir);
    await until("a file is being written", async () => (await files()).length > 0);
    socket.destroy();
    await until("it is gone", async () => (await files()).length === 0);
  });
});
