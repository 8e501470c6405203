import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Mode } from "../db/schema.ts";
import { randomBase62, toBase62 } from "../ids.ts";

const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const PATTERN = /^rk_(test|live)_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

function checksum(body: string): string {
  return toBase62(crc32(body), CHECKSUM_LENGTH);
}

/** A new key: `rk_test_` or `rk_live_`, 32 random base-62 characters, a checksum of all before it. */
export function newKey(mode: Mode): string {
  const body = `rk_${mode}_${randomBase62(RANDOM_LENGTH)}`;
  return body + checksum(body);
}

/** Whether a text can be a key at all: a typo is found without asking the database. */
export function isKeyShaped(key: string): boolean {
  return PATTERN.test(key) && key.endsWith(checksum(key.slice(0, -CHECKSUM_LENGTH)));
}

/** What is stored of a secret that is shown once: its SHA-256 in hex. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
