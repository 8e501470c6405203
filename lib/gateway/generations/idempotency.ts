/**
 * Idempotency keys. The statement that accepts a generation also writes the key that it was asked
 * for with, so a refused request leaves no trace of its key. For a day the same key and the same body
 * give that generation again, whatever became of it and whatever would refuse the request now.
 */
import { createHash } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import type { InputIssue } from "#lib/contract/errors.ts";
import type { RequestContext } from "../context.ts";
import { type GenerationRow, generations, idempotencyKeys } from "../db/schema.ts";
import { GatewayError } from "../errors.ts";
import { canonicalJson } from "./canonical-json.ts";

const LIFETIME_MS = 24 * 3_600_000;
/** A body of more fields is compared as a whole. */
const FIELDS_MAX = 500;
const ISSUES_MAX = 20;
/** Stands for the whole body among the hashes. */
const WHOLE = "";

/** What a key is used for. */
export type KeyUse = {
  key: string;
  /** A hash of each top-level field of the body as it came. */
  fieldHashes: Record<string, string>;
  /** Where those fields lie in the request's body. */
  bodyPath: readonly string[];
  expiresAt: Date;
};

function hash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("base64url");
}

function hashFields(body: unknown): Record<string, string> {
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  const fields = isObject ? Object.entries(body) : [];
  if (!isObject || fields.length > FIELDS_MAX) return { [WHOLE]: hash(body) };
  // Not by assignment, which `__proto__` would escape.
  return Object.fromEntries(fields.map(([name, value]) => [name, hash(value)]));
}

/** A key with the input that it came with now, which lies at `bodyPath` of the request's body. */
export function keyUse(
  ctx: RequestContext,
  args: { key: string; body: unknown; bodyPath?: readonly string[] },
): KeyUse {
  const { key, body, bodyPath = [] } = args;
  const expiresAt = new Date(ctx.gateway.now().getTime() + LIFETIME_MS);
  return { key, fieldHashes: hashFields(body), bodyPath, expiresAt };
}

function fieldHash(hashes: Record<string, string>, name: string): string | null {
  return Object.hasOwn(hashes, name) ? (hashes[name] ?? null) : null;
}

/** The paths at which a request differs from the one that its key was first used for. */
function differences(
  first: { model: string; fieldHashes: Record<string, string> },
  { use, modelId }: { use: KeyUse; modelId: string },
): InputIssue["path"][] {
  const names = new Set([...Object.keys(first.fieldHashes), ...Object.keys(use.fieldHashes)]);
  const paths = [...names]
    .filter((name) => fieldHash(first.fieldHashes, name) !== fieldHash(use.fieldHashes, name))
    .map((name) => [...use.bodyPath, ...(name === WHOLE ? [] : [name])]);
  return first.model === modelId ? paths : [["model"], ...paths];
}

function conflict(paths: InputIssue["path"][]): GatewayError {
  const shown = paths.slice(0, ISSUES_MAX);
  const names = shown.map((path) => path.join(".") || "the body").join(", ");
  const rest = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : "";
  return new GatewayError("IDEMPOTENCY_CONFLICT", {
    message: `This Idempotency-Key was first used with another request; these differ: ${names}${rest}.`,
    issues: shown.map((path) => ({ path, message: "differs from the first use of this key" })),
  });
}

/**
 * The generation that a key has already been used for; null when the key is free. Throws
 * IDEMPOTENCY_CONFLICT naming the fields that differ, or when the generation has been deleted.
 */
export async function findReplay(
  ctx: RequestContext,
  { use, modelId }: { use: KeyUse; modelId: string },
): Promise<GenerationRow | null> {
  const { gateway, actor } = ctx;
  const [found] = await gateway.db.orm
    .select()
    .from(idempotencyKeys)
    .innerJoin(generations, eq(generations.id, idempotencyKeys.generationId))
    .where(
      and(
        eq(idempotencyKeys.workspaceId, actor.workspaceId),
        eq(idempotencyKeys.mode, actor.mode),
        eq(idempotencyKeys.key, use.key),
        gt(idempotencyKeys.expiresAt, gateway.now()),
      ),
    );
  if (!found) return null;
  const paths = differences(found.idempotency_keys, { use, modelId });
  if (paths.length > 0) throw conflict(paths);
  if (found.generations.deletedAt !== null) {
    throw new GatewayError("IDEMPOTENCY_CONFLICT", {
      message: "The generation of this Idempotency-Key was deleted; use a new key.",
    });
  }
  return found.generations;
}
