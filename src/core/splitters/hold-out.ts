/** One split: a share of the rows is tested (scikit-learn's train_test_split), stratified for classification. */
import { dataError } from '../errors.js';
import type { ParamSpecs } from '../params.js';
import { isClassification } from '../task.js';
import { makeFold, type Splitter } from './splitter.js';

const holdOutParams = {
  test_size: {
    type: 'float',
    default: 0.2,
    min: 0,
    aboveMin: true,
    max: 0.99,
    help: 'share of the rows that is tested',
  },
} as const satisfies ParamSpecs;

/** How many rows of each class are tested: shares rounded down, the rest by largest remainder, ties to the first. */
function testCounts(counts: readonly number[], total: number, testSize: number): number[] {
  const wanted = Math.min(total - 1, Math.max(1, Math.ceil(total * testSize - 1e-9)));
  const exact = counts.map((count) => (count * wanted) / total);
  const floor = exact.map(Math.floor);
  const order = exact.map((_, k) => k).sort((a, b) => exact[b] - floor[b] - (exact[a] - floor[a]) || a - b);
  let rest = wanted - floor.reduce((sum, count) => sum + count, 0);
  for (const k of order) {
    if (rest === 0) break;
    if (floor[k] < counts[k]) {
      floor[k]++;
      rest--;
    }
  }
  return floor;
}

export const holdOut: Splitter = {
  id: 'hold-out',
  aliases: ['train-test-split'],
  summary: 'one split: a share of the rows is tested',
  protocol: 'hold-out',
  params: holdOutParams,
  split(problem, params, rng, repeat) {
    const nRows = problem.y.length;
    if (nRows < 2)
      throw dataError(
        'ASSAY_FEW_ROWS',
        `a hold-out needs at least 2 rows, got ${nRows}`,
        'use --test-size 0',
      );
    const stratify = isClassification(problem.task);
    const classOf = (row: number) => (stratify ? problem.y[row] : 0);
    const counts = stratify ? problem.task.classes.map(() => 0) : [0];
    for (let row = 0; row < nRows; row++) counts[classOf(row)]++;
    const left = testCounts(counts, nRows, Number(params.test_size));
    const train: number[] = [];
    const test: number[] = [];
    for (const row of rng.shuffle(Uint32Array.from({ length: nRows }, (_, i) => i))) {
      if (left[classOf(row)] > 0) {
        left[classOf(row)]--;
        test.push(row);
      } else train.push(row);
    }
    return [makeFold(repeat, 0, train, test)];
  },
};
