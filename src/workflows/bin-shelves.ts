/** Where the bins of folds are kept while a command runs: one shelf for each fold, and for each way to sample it. */
import { type PipelineSpec, takesRawColumns } from '../core/pipeline.js';
import type { Fold } from '../core/splitters/splitter.js';
import { isClassification, type Problem } from '../core/task.js';
import { shelfBytes } from '../core/trees/bin-shelf.js';

/** Bytes of all shelves together; folds beyond are binned anew for each fit. */
const BUDGET = 2 ** 29;

/** Rows that training rows may become: every class as large as the largest. */
function mostRows({ task, y }: Problem, { train }: Fold): number {
  if (!isClassification(task)) return train.length;
  const counts = task.classes.map(() => 0);
  for (const row of train) counts[y[row]]++;
  return Math.max(train.length, counts.length * Math.max(...counts));
}

const samplingKey = ({ sampler, seed }: PipelineSpec): string =>
  sampler.id === 'none' ? '' : JSON.stringify({ sampler, seed });

export class BinShelves {
  #bytesLeft: number;
  /** By the rows of a fold and how they are sampled; folds are dealt for one problem. */
  readonly #shelves = new WeakMap<Fold['train'], Map<string, SharedArrayBuffer>>();

  constructor(budget = BUDGET) {
    this.#bytesLeft = budget;
  }

  /**
   * The shelf that all fits on these rows share. Undefined when there is no room for one, or the model does not see the columns
   * as they are. Results do not depend on it.
   * @param fold dealt for the problem
   */
  shelfOf(problem: Problem, fold: Fold, spec: PipelineSpec): SharedArrayBuffer | undefined {
    if (!takesRawColumns(spec)) return undefined;
    const ofFold = this.#shelves.get(fold.train) ?? new Map<string, SharedArrayBuffer>();
    this.#shelves.set(fold.train, ofFold);
    const key = samplingKey(spec);
    const known = ofFold.get(key);
    if (known) return known;
    const nRows = key === '' ? fold.train.length : mostRows(problem, fold);
    const bytes = shelfBytes(problem.table.columns, nRows);
    if (bytes > this.#bytesLeft) return undefined;
    this.#bytesLeft -= bytes;
    const shelf = new SharedArrayBuffer(bytes);
    ofFold.set(key, shelf);
    return shelf;
  }
}
