/**
 * A reason not to start that the operator can act on. Its message is complete, so it is printed
 * without a stack trace; everything else that escapes is a bug and keeps its trace.
 */
export class StartupError extends Error {
  readonly code = "STARTUP";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartupError";
  }
}

/** Runs the body of a program started from the terminal. A `StartupError` ends it with 1 and words. */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof StartupError)) {
      throw error;
    }
    process.stderr.write(`\n${error.message}\n`);
    // Not process.exitCode: something half started must not keep the process alive.
    process.exit(1);
  }
}
