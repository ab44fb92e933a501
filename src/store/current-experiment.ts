/** Which experiment is meant when none is named: the stated order, ending with a guess that the caller tells of. */
import { unknownName } from '../core/suggest.js';
import { checkExperimentName, experimentNameOf } from './names.js';
import type { Store } from './store.js';

/** Where a name may come from, strongest first. */
export interface ExperimentHints {
  /** Named: `-x`, ASSAY_EXPERIMENT or `experiment` of assay.yaml, in that order. */
  readonly experiment?: string;
  /** The data set's file stem. */
  readonly dataStem?: string;
}

export interface CurrentExperiment {
  readonly name: string;
  /** It is the one written last: to be named on stderr. */
  readonly guessed: boolean;
}

/** The experiment whose newest version began last; one without a version that can be read comes before all others. */
function writtenLast(store: Store): string | null {
  let last: string | null = null;
  let lastTime = '';
  for (const name of store.experiments()) {
    const time = store.newest(name)?.manifest?.started ?? '';
    if (last !== null && time <= lastTime) continue;
    last = name;
    lastTime = time;
  }
  return last;
}

/**
 * The experiment to read from, or null when the store is empty.
 * @throws AssayError (exit 2) when a named one does not exist; the data's stem is passed over instead
 */
export function currentExperiment(store: Store, hints: ExperimentHints): CurrentExperiment | null {
  const known = store.experiments();
  const named = hints.experiment;
  if (named) {
    checkExperimentName(named);
    if (!known.includes(named)) throw unknownName('experiment', named, known);
    return { name: named, guessed: false };
  }
  const stem = hints.dataStem === undefined ? undefined : experimentNameOf(hints.dataStem);
  if (stem !== undefined && known.includes(stem)) return { name: stem, guessed: false };
  const last = writtenLast(store);
  return last === null ? null : { name: last, guessed: true };
}

/** The experiment to write to: as named, else from the data's stem. @throws AssayError (exit 2) for a wrong name */
export function experimentToWrite(hints: ExperimentHints & { dataStem: string }): string {
  const named = hints.experiment;
  if (!named) return experimentNameOf(hints.dataStem);
  checkExperimentName(named);
  return named;
}
