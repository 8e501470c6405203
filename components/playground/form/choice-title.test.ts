import assert from "node:assert/strict";
import { test } from "node:test";
import { choiceTitle } from "./choice-title.ts";

const titles = [
  ["Uncle_Fu", "Uncle Fu"],
  ["standard", "Standard"],
  ["1K", "1K"],
  ["720p", "720p"],
  ["jpg", "JPG"],
  ["webp", "WebP"],
  ["square_hd", "Square HD"],
  ["portrait_4_3", "Portrait 4:3"],
  ["1536x1024", "1536 × 1024"],
  ["3d_animation", "3D animation"],
  ["match_input_image", "Match input image"],
  ["text-image-to-video", "Text image to video"],
] as const;
for (const [value, title] of titles) {
  test(`${value} is called ${title}`, () => assert.equal(choiceTitle(value), title));
}
