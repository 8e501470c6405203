import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { isSafeField, safeDetail } from "./redact.ts";

/** What helps somebody to mend the input, as vendors write it. */
const helpful = [
  "duration must be between 3 and 10",
  "The image is too small: at least 300x300 pixels are needed.",
  "Your prompt was flagged for violence.",
  "Image aspect ratio 1:3 is outside of the range 1:2.5 to 2.5:1",
  "Unsupported language",
  "text is too long (max 5000 characters)",
  "Field required",
  "Input should be a valid string",
  "Input should be less than or equal to 10",
  "Input should be 'square', 'portrait' or 'landscape'",
  "String should have at most 5000 characters",
  "List should have at most 4 items after validation, not 5",
  "Input should be a valid integer, unable to parse string as an integer",
  "URL scheme should be 'http' or 'https'",
  "Extra inputs are not permitted",
  "prompt is required",
  "Must be less than or equal to 4",
  'aspect_ratio must be one of the following: "1:1", "16:9", "9:16"',
  "Invalid value: '300x300'. Supported values are: '1024x1024', '1024x1536', '1536x1024', and 'auto'.",
  "String too long. Expected a string with maximum length 4096, but got a string with length 5000 instead.",
  "The number of reference images exceeds the limit of 14.",
  "Image dimensions are too small. Minimum dimensions are 512x512 pixels.",
  "The content could not be processed because it contained material flagged by a content checker.",
  "The request failed because the input text may contain sensitive information.",
  "Range of input length should be [1, 2000]",
  "Failure to pass the risk control system",
  "Image pixel is invalid",
  "File size is not supported",
  "File size exceeds the maximum allowed size of 10485760 bytes.",
  "Please check if the URL is accessible and try again.",
  "Video duration is too long. Maximum is 10 seconds.",
  "seed must be between 0 and 2147483647",
  "Only one of image_url or video_url may be set.",
  "first_frame_url and last_frame_url can't be used with reference images",
  "The generated video was blocked due to a content policy violation.",
  "num_images must be <= 4",
  "The image contains a real person, please use another picture",
  "Prompt cannot be empty.",
  "Unsupported image format. Supported formats: jpg, jpeg, png, webp",
  "The prompt contains words that violate our guidelines",
  "duration: 20 is not one of 5, 10",
  "width must be divisible by 8",
  "Image width must be an integer value between 512 and 2048, in multiples of 4.",
  "expected the aspect ratio to be between 0.33 and 3.00, but received image with aspect ratio: 3.45 instead.",
  "end_image_url is not supported for text-to-video",
  "Size must be one of 832*480, 480*832",
  "Image must match the requested width and height",
  "The input has too many reference voices.",
  "durationSeconds must be 4, 6 or 8",
  "The frame rate must be at least 24 fps and at most 60 fps.",
  "The video must be an mp4 of at most 100MB and 1080p",
  "The picture shows nudity or self-harm.",
  "Image resolution must be at least 256 x 256",
  "seed must be a non-negative integer",
  "Output was flagged as not safe for work",
  "Multiple faces detected; please provide an image with a single face",
  "We were unable to generate a video that follows our guidelines",
];

/** What must not be seen, and nothing is left of it. */
const forbidden = [
  "fal.ai could not process the image",
  "F A L . A I could not process the image",
  "f.a.l is down",
  "OpenAI rejected the prompt",
  "OpenAl rejected the prompt",
  "open-ai: rejected",
  "0pen41 rejected the prompt",
  "ｏｐｅｎａｉ rejected the prompt",
  "ореnаi rejected the prompt",
  "o\u200Bp\u00ADe\u200Dn\u2060ai rejected the prompt",
  "Go\u0301o\u0308gle refused the image",
  "\u202EIA.LAF\u202C refused the image",
  "Google's usage guidelines were violated",
  "The image could not be read by Black Forest Labs",
  "Please use together.ai to make the image",
  "The video was made by Seedance",
  "https://queue.fal.run/fal-ai/flux/requests/1",
  "The image is at 10.0.0.12:8080",
  "The image is at fe80::1ff:fe23:4567:890a",
  "The image is at image.internal",
  "data:image/png;base64,iVBORw0KGgo=",
  "The file /srv/app/models/image.py is missing",
  "The file C:\\models\\image is missing",
  "Send the image to ops@vendor.example",
  "The key sk-FAKE0123456789abcdefgh is wrong",
  "The value r8_FAKEfakeFAKEfakeFAKE is wrong",
  "Bearer FAKE0123456789abcdef is not valid",
  "The image url has key=AIzaFAKE0123456789",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl",
  "The request 3f1b2c4d-1111-2222-3333-444455556666 was not found",
  "The request 01J9ZQ4W8N2V7T5R3P1M0K6H4D was not found",
  "The value org-FAKEfakeFAKE is not known",
  "The request #48213 was not found",
  "The request 48213 was not found",
  "The number 1234567890 is not known",
  "123456789012: not found",
  "Your account balance is too low",
  "You have 119 credits left",
  "You exceeded your current quota",
  "Please upgrade your plan",
  "rate limit reached",
  "Too many requests",
  "No more requests are allowed",
  "Only 5 images are allowed per minute",
  "requests per second limit exceeded",
  "This costs $0.05",
  "The image needs 5 dollars",
  "at foo (x.js:1:2)",
  'File "image.py", line 3, in read',
  "Traceback (most recent call last)",
  "SELECT image FROM images WHERE id = 1",
  "<p>The image is too small</p>",
  "FAL_KEY must be set",
  "IMAGE_URL must be set",
  "%6f%70%65%6e%61%69 refused the image",
  "%256f%2570%2565%256e%2561%2569 refused the image",
  "&#111;&#112;&#101;&#110;&#97;&#105; refused the image",
  "\\u006f\\u0070\\u0065\\u006e\\u0061\\u0069 refused the image",
  '{"error":{"message":"openai refused the image"}}',
  "图片尺寸过小",
  "the input is not valid",
  "Invalid request",
  "",
  "   ",
  "...",
  "0",
];

/** Text, and what is left of it. */
const mixed: [string, string | null][] = [
  ["Error from fal.ai: duration must be between 3 and 10", "duration must be between 3 and 10"],
  ["The image is too small. Contact ops@vendor.example.", "The image is too small."],
  [
    "The image is too small (request id: req_FAKE01). Use another.",
    "The image is too small. Use another.",
  ],
  ["text is too long (max 5000 characters, see fal.ai)", "text is too long"],
  ["Your prompt was flagged - openai - for violence", "Your prompt was flagged."],
  ["Your prompt was flagged for: openai", null],
  ["Supported values are: sora, veo", null],
  ["The image is too small\nThe prompt is empty", "The image is too small The prompt is empty"],
  ["The image is too small\n  at read (/srv/image.js:1:2)", null],
  ["The “image” is too small…", 'The "image" is too small...'],
  ["width must be ≤ 2048", "width must be <= 2048"],
  [
    "The parameter `size` must be at least 300×300",
    'The parameter "size" must be at least 300x300',
  ],
  ["duration must be &lt;= 10", "duration must be <= 10"],
  ["duration%20must%20be%20at%20most%2010", "duration must be at most 10"],
  ["dur\u00ADation must be at most 10", "duration must be at most 10"],
  ["ｄuration must be at most １０", "duration must be at most 10"],
  ['400 {"error":{"message":"The image is too small","code":7}}', "The image is too small."],
  ['{"detail":"{\\"msg\\":\\"The image is too small\\"}"}', "The image is too small."],
  ['[{"loc":["body","fal_key"],"msg":"Field required"}]', "Field required."],
  ["must be one of 5, 10, 15", "must be one of 5, 10, 15"],
  ["must be one of 15, 10, 48213", null],
  [`${"The image is too small. ".repeat(20)}`, "The image is too small. ".repeat(8).trim()],
  [`The image ${"is ".repeat(80)}small`, null],
];

describe("a vendor's text that may be shown", () => {
  for (const text of helpful) {
    it(`stays as it is: ${text}`, () => assert.equal(safeDetail(text), text));
  }
});

describe("a vendor's text that may not be shown", () => {
  for (const text of forbidden) {
    it(`goes: ${JSON.stringify(text)}`, () => assert.equal(safeDetail(text), null));
  }
});

describe("a vendor's text of both kinds", () => {
  for (const [text, left] of mixed) {
    it(`${JSON.stringify(text.slice(0, 80))} leaves ${JSON.stringify(left?.slice(0, 80) ?? null)}`, () => {
      assert.equal(safeDetail(text), left);
    });
  }
});

describe("the name of a field", () => {
  it("may be shown when the catalogue has it", () => {
    const names = MODELS.flatMap(({ fields }) => fields.map(({ name }) => name));
    assert.deepEqual(
      names.filter((name) => !isSafeField(name)),
      [],
    );
  });

  for (const name of [
    "aspectRatio",
    "reference_images",
    "voice_id",
    "image_2",
    "cfg_scale",
    "seed",
  ]) {
    it(`may be shown when it is made of words that we know: ${name}`, () => {
      assert.equal(isSafeField(name), true);
    });
  }

  const others = ["fal_key", "API_KEY", "apiKey", "openai", "x", "", "2", "image url", "image.url"];
  for (const name of [...others, "image-url", "__proto__", "user_id", "image_123"]) {
    it(`is not shown otherwise: ${JSON.stringify(name)}`, () => {
      assert.equal(isSafeField(name), false);
    });
  }
});
