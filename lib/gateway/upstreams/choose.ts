import type { Model } from "#lib/contract/models/model.ts";
import type { Mode } from "../db/schema.ts";
import type { UpstreamAdapter } from "./adapter.ts";

/** The upstream that a job already went to, else the first that serves the model in this mode. */
export function chooseUpstream(
  upstreams: readonly UpstreamAdapter[],
  model: Model,
  mode: Mode,
  submittedTo: string | null,
): UpstreamAdapter | undefined {
  if (submittedTo !== null) return upstreams.find((upstream) => upstream.name === submittedTo);
  return upstreams.find((upstream) => upstream.serves(model, mode));
}
