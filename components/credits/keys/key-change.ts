import type { KeyLimit } from "#lib/contract/credits.ts";

/** What became of a change: the key as it is now, or why not; `field` when it is about the limit. */
export type KeyChangeResult =
  | { ok: true; key: KeyLimit }
  | { ok: false; error: { code: string; message: string; field: string | null } };

/** Changes the cap of a key to what was typed; empty takes it away. */
export type ChangeKeyLimit = (change: { id: string; limit: string }) => Promise<KeyChangeResult>;
