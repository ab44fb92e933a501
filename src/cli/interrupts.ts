/** Ctrl-C once finishes what is in hand, twice stops at once; a request to end (SIGTERM, SIGHUP) stops at once. */
import { EXIT, type ExitCode } from '../core/errors.js';

const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.terminated } as const;
type Signal = keyof typeof CODES;

/** Who asked for an end waits no longer than this for a version to be closed. */
const CLOSING_MS = 1500;

export interface Interrupts {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Aborted when everything is to stop at once. */
  readonly stop: AbortSignal;
  /** The exit code that the last signal asks for; null while there was none. */
  readonly exitCode: () => ExitCode | null;
  /**
   * Something is being written that has to be closed before the process ends.
   * @param inHand what the first Ctrl-C lets finish, e.g. `the folds in hand`
   * @returns to be called when it is closed
   */
  hold(inHand: string): () => void;
}

/**
 * Listens from now on.
 * @param talk writes a line to stderr
 * @param end ends the process, saying that it was stopped
 */
export function listenForInterrupts(talk: (line: string) => void, end: () => void): Interrupts {
  const [finish, stop] = [new AbortController(), new AbortController()];
  const held = new Map<symbol, string>();
  let exitCode: ExitCode | null = null;
  const stopNow = () => {
    if (held.size === 0 || stop.signal.aborted) return end();
    finish.abort();
    stop.abort();
    setTimeout(end, CLOSING_MS);
  };
  const onSignal = (signal: Signal) => {
    const isFirst = exitCode === null;
    exitCode = CODES[signal];
    if (!isFirst || signal !== 'SIGINT') return stopNow();
    const inHand = [...held.values()].at(-1) ?? 'what is in hand';
    talk(`finishing ${inHand}; Ctrl-C again stops at once`);
    finish.abort();
  };
  for (const signal of Object.keys(CODES) as Signal[]) process.on(signal, onSignal);
  return {
    signal: finish.signal,
    stop: stop.signal,
    exitCode: () => exitCode,
    hold(inHand) {
      const key = Symbol(inHand);
      held.set(key, inHand);
      return () => void held.delete(key);
    },
  };
}
