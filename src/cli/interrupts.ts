/** Ctrl-C once finishes what is in hand, twice stops at once; a request to end (SIGTERM) likewise. */
import { EXIT, type ExitCode } from '../core/errors.js';

const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;
type Signal = keyof typeof CODES;

export interface Interrupts {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The exit code that the first signal asks for; null while there was none. */
  readonly exitCode: () => ExitCode | null;
}

/** Listens from now on. @param talk writes a line to stderr */
export function listenForInterrupts(talk: (line: string) => void): Interrupts {
  const controller = new AbortController();
  let exitCode: ExitCode | null = null;
  const onSignal = (signal: Signal) => {
    if (exitCode !== null) process.exit(CODES[signal]);
    exitCode = CODES[signal];
    talk(
      signal === 'SIGINT'
        ? 'finishing what is in hand; Ctrl-C again stops at once'
        : 'asked to end: finishing what is in hand',
    );
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { signal: controller.signal, exitCode: () => exitCode };
}
