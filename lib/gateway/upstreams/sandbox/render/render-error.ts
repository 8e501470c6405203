/** Why a render gave no file. */
export type RenderErrorCode =
  /** Nothing of the text can be spoken. */
  | "nothing_to_say"
  | "synthesis_failed"
  /** The thread ended under the job: out of memory or a crash in native code. */
  | "thread_died"
  /** Anything that nobody foresaw; the cause says more. */
  | "render_failed";

/** A failed render. Its code survives the way out of a worker thread (see worker.ts). */
export class RenderError extends Error {
  readonly code: RenderErrorCode;

  constructor(code: RenderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RenderError";
    this.code = code;
  }
}
