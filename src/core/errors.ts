/**
 * Every failure a person can cause or meet is an AssayError: what was wrong, what was received, what to do next.
 * The exit code is part of the error, so that no layer above has to guess it. One catch, in cli/main.ts, prints it.
 */

/** Exit codes of the process; the table of design section "Exit codes" in order of precedence. */
export const EXIT = {
  done: 0,
  runtime: 1,
  usage: 2,
  data: 3,
  refused: 4,
  mismatch: 5,
  partial: 6,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const MEMORY_FULL = 'ASSAY_MEMORY';

export class AssayError extends Error {
  /** Stable and machine-readable, e.g. `ASSAY_UNKNOWN_MODEL`. */
  readonly code: string;
  readonly exitCode: ExitCode;
  /** The next step, one sentence; empty when there is none. */
  readonly hint: string;

  constructor(exitCode: ExitCode, code: string, message: string, hint = '', cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AssayError';
    this.code = code;
    this.exitCode = exitCode;
    this.hint = hint;
  }

  toJSON(): { code: string; message: string; hint: string } {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}

/** Any thrown thing as files keep it. */
export function recordedError(thrown: unknown): ReturnType<AssayError['toJSON']> {
  if (thrown instanceof AssayError) return thrown.toJSON();
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'ASSAY_UNEXPECTED', message, hint: '' };
}

/** Exit 1: I/O, disk, crash of something outside. */
export const runtimeError = (code: string, message: string, hint?: string, cause?: unknown) =>
  new AssayError(EXIT.runtime, code, message, hint, cause);

/** Exit 2: a missing file, an unknown column, id or option, a value out of range. */
export const usageError = (code: string, message: string, hint?: string, cause?: unknown) =>
  new AssayError(EXIT.usage, code, message, hint, cause);

/** Exit 3: the data cannot be used, a validation failed, a gate failed. */
export const dataError = (code: string, message: string, hint?: string, cause?: unknown) =>
  new AssayError(EXIT.data, code, message, hint, cause);

/** Exit 4: refused for safety (a leak, changed data). */
export const refusedError = (code: string, message: string, hint?: string) =>
  new AssayError(EXIT.refused, code, message, hint);

/** Exit 130: stopped by Ctrl-C. */
export const interruptedError = (message: string, hint?: string) =>
  new AssayError(EXIT.interrupted, 'ASSAY_INTERRUPTED', message, hint);

/** Exit 1: the kernels' memory has no room left. */
export const memoryFullError = (message: string, hint: string, cause: unknown) =>
  runtimeError(MEMORY_FULL, message, hint, cause);

/** Was there no room in the kernels' memory, rather than something that went wrong? */
export const isMemoryFull = (error: unknown): boolean =>
  error instanceof AssayError && error.code === MEMORY_FULL;

/** Was it Ctrl-C, rather than something that went wrong? */
export const isInterrupt = (error: unknown): boolean =>
  error instanceof AssayError && error.exitCode === EXIT.interrupted;
