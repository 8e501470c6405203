import assert from "node:assert/strict";
import { test } from "node:test";
import { parseToken } from "./parse-token.ts";

const token = "Zk3v9QpX_1a-7bRtL0mN2c";

test("takes the token out of the link that the terminal prints", () => {
  assert.equal(parseToken(`http://127.0.0.1:3000/api/session/open?token=${token}`), token);
});

test("takes a link without its scheme, with other parameters and a fragment", () => {
  assert.equal(parseToken(`localhost:3000/api/session/open?a=1&token=${token}&b=2#x`), token);
});

test("takes the token alone, with the spaces and quotes that a terminal adds", () => {
  assert.equal(parseToken(`  "${token}"\n`), token);
});

test("gives null for words, for another link and for a token with odd characters", () => {
  for (const pasted of [
    "",
    "hello",
    "https://example.com/",
    "?token=short",
    `?token=${token}%0a`,
  ]) {
    assert.equal(parseToken(pasted), null, pasted);
  }
});
