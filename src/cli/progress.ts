/** Long work on stderr: a spinner in a terminal, a plain line now and then off it. */
import type { Progress } from '../commands/command.js';
import { seconds } from '../report/screens/numbers.js';
import { clip } from '../report/screens/text.js';

/** A running Progress that other talk has to step around. */
export interface Spinner extends Progress {
  /** Takes the spinner off its line; it comes back by itself. */
  clear(): void;
}

interface State {
  done: number;
  total: number;
  text: string;
}

/** `cv: 3 of 5 folds · 12.0 s, about 8.0 s left`. */
function describe(label: string, { done, total, text }: State, elapsed: number): string {
  const parts = total > 0 ? ` ${done} of ${total}` : '';
  const left = done > 0 && done < total ? `, about ${seconds((elapsed / done) * (total - done))} left` : '';
  return `${label}${parts}${text ? ` ${text}` : ''} · ${seconds(elapsed)}${left}`;
}

const stopwatch = () => {
  const started = performance.now();
  return () => (performance.now() - started) / 1000;
};

/** Says nothing. */
export const silentProgress = (): Spinner => ({ update: () => {}, stop: () => {}, clear: () => {} });

/** One line every `everyMs`, without cursor movements: for logs. */
export function heartbeat(label: string, write: (line: string) => void, everyMs: number): Spinner {
  const elapsed = stopwatch();
  const state: State = { done: 0, total: 0, text: '' };
  const timer = setInterval(() => write(describe(label, state, elapsed())), everyMs);
  timer.unref();
  return {
    update: (done, total, text = '') => Object.assign(state, { done, total, text }),
    stop: () => clearInterval(timer),
    clear: () => {},
  };
}

const REDRAW_MS = 200;

/** ora, loaded when the first one spins. */
export function spinner(label: string, stream: NodeJS.WriteStream, color: boolean): Spinner {
  const elapsed = stopwatch();
  const state: State = { done: 0, total: 0, text: '' };
  const line = () => clip(describe(label, state, elapsed()), Math.max(20, stream.columns - 4));
  let stopped = false;
  let shown: { text: string; clear(): unknown; stop(): unknown } | undefined;
  const timer = setInterval(() => {
    if (shown) shown.text = line();
  }, REDRAW_MS);
  timer.unref();
  import('ora').then(({ default: ora }) => {
    if (stopped) return;
    // stdin stays untouched: Ctrl-C must reach the process as a signal.
    shown = ora({ text: line(), stream, discardStdin: false, color: color ? 'cyan' : false }).start();
  });
  return {
    update: (done, total, text = '') => {
      Object.assign(state, { done, total, text });
    },
    stop: () => {
      stopped = true;
      clearInterval(timer);
      shown?.stop();
    },
    clear: () => {
      shown?.clear();
    },
  };
}
