/** A step that is stopped before its end: what stays in its version, and the command that goes on. */
import { AssayError, EXIT, interruptedError } from '../core/errors.js';
import type { CvResults } from '../core/schemas/evaluation.js';
import { shellText } from '../core/shell-text.js';
import { findStore } from '../store/store.js';
import type { VersionWriter } from '../store/version-writer.js';
import type { Context } from './context.js';
import type { PreparedStep } from './step.js';

/** Stopped with something finished, which is in the version. @param finished e.g. `3 of 5 folds` */
export class InterruptedPart extends AssayError {
  constructor(readonly finished: string) {
    super(EXIT.interrupted, 'ASSAY_INTERRUPTED', `interrupted after ${finished}`);
  }
}

/** What is asked to stop at once has so long to keep what had finished. */
const KEEPING_MS = 800;

/**
 * What runs, or its end shortly after everything was asked to stop, whether it has heard of that or not.
 * @throws what it throws; AssayError exit 130
 */
export async function orStopped<T>(running: Promise<T>, stop: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let onStop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    onStop = () => {
      timer = setTimeout(() => reject(interruptedError('stopped')), KEEPING_MS);
    };
  });
  stop.addEventListener('abort', onStop, { once: true });
  try {
    return await Promise.race([running, stopped]);
  } finally {
    stop.removeEventListener('abort', onStop);
    clearTimeout(timer);
  }
}

/** Files that are there before anything is finished. */
const FRAME = new Set(['options.json', 'log.jsonl', 'labels.json']);

function keptIn({ manifest }: VersionWriter, error: unknown): string {
  if (error instanceof InterruptedPart) return `${error.finished} had finished and are kept in it`;
  const isEmpty = Object.keys(manifest.files).every((name) => FRAME.has(name));
  return isEmpty ? 'nothing of it had finished' : 'what had finished is kept in it';
}

const lineOf = (words: readonly string[], { store, cwd }: Context): string => {
  const where = store.dir === findStore(undefined, cwd) ? [] : ['-E', store.path];
  return shellText(['assay', ...words, ...where]);
};

/** Names the command that goes on: a search or a bake-off where it stopped, other steps from their beginning. */
export function interruptedWith(
  error: unknown,
  writer: VersionWriter,
  { options }: Pick<PreparedStep, 'options'>,
  context: Context,
): AssayError {
  const resumed = options.tune ? 'tune' : options.imbalance ? 'imbalance' : null;
  const words = resumed ? [resumed, '--resume', writer.id] : ['rerun', writer.id];
  return interruptedError(`${writer.id} was interrupted; ${keptIn(writer, error)}`, lineOf(words, context));
}

/** Of a permutation test that Ctrl-C ended; undefined when nothing ended early. */
export const permutationsDone = (results: object): number | undefined =>
  'permutation' in results ? (results as CvResults).permutation?.done : undefined;

/** A version that is done but for what Ctrl-C ended after its scores; null when nothing is lacking. */
export function endedEarly({ id }: VersionWriter, results: object, context: Context): AssayError | null {
  const done = permutationsDone(results);
  if (done === undefined) return null;
  const { n } = (results as Required<CvResults>).permutation;
  return interruptedError(
    `${id} is done, but its permutation test was interrupted after ${done} of ${n}`,
    lineOf(['rerun', id], context),
  );
}
