import type { ErrorBody } from "#lib/contract/errors.ts";

/**
 * Why a call has no answer from the gateway: the network, a deadline, or an answer that is not ours.
 * Its `code` is lower case so that it can never be taken for one of the contract.
 */
export type TransportError = {
  code: "network_error" | "aborted" | "malformed_answer";
  message: string;
  status: number | null;
};

export type ClientError = ErrorBody | TransportError;

/** Every call gives this: expected failures are values, never exceptions. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: ClientError };

/** True when the gateway itself answered with the contract's error body. */
export function isErrorBody(error: ClientError): error is ErrorBody {
  return "request_id" in error;
}
