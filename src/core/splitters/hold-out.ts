/**
 * One split: a share of the rows is tested (scikit-learn's train_test_split), stratified for classification. With groups
 * whole groups are tested (GroupShuffleSplit), with a time the newest rows.
 */
import { dataError } from '../errors.js';
import type { ParamSpecs } from '../params.js';
import type { Rng } from '../rng.js';
import { isClassification, type Problem } from '../task.js';
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

const upTo = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

/** How many rows of each class are tested: shares rounded down, the rest by largest remainder, ties to the first. */
function testCounts(counts: readonly number[], total: number, wanted: number): number[] {
  const exact = counts.map((count) => (count * wanted) / total);
  const tested = exact.map(Math.floor);
  const order = exact.map((_, k) => k).sort((a, b) => exact[b] - tested[b] - (exact[a] - tested[a]) || a - b);
  let rest = wanted - tested.reduce((sum, count) => sum + count, 0);
  for (const k of order) {
    if (rest === 0) break;
    if (tested[k] < counts[k]) {
      tested[k]++;
      rest--;
    }
  }
  return tested;
}

/** Rows drawn at random, each class in its share. @returns [nRows] whether a row is tested */
function drawRows({ task, y }: Problem, wanted: number, rng: Rng): Uint8Array {
  const classOf = (row: number) => (isClassification(task) ? y[row] : 0);
  const counts = isClassification(task) ? task.classes.map(() => 0) : [0];
  for (let row = 0; row < y.length; row++) counts[classOf(row)]++;
  const left = testCounts(counts, y.length, wanted);
  const isTested = new Uint8Array(y.length);
  for (const row of rng.shuffle(upTo(y.length))) {
    if (left[classOf(row)] === 0) continue;
    left[classOf(row)]--;
    isTested[row] = 1;
  }
  return isTested;
}

/** Whole groups in random order, until the share is reached; one group is left to train on. */
function drawGroups(groups: Int32Array, wanted: number, rng: Rng): Uint8Array {
  const sizes: number[] = [];
  for (const group of groups) sizes[group] = (sizes[group] ?? 0) + 1;
  if (sizes.length < 2) {
    throw dataError(
      'ASSAY_FEW_GROUPS',
      'a hold-out by groups needs at least 2 groups, got 1',
      'use another --groups',
    );
  }
  const tested = new Set<number>();
  let nTested = 0;
  for (const group of rng.shuffle(upTo(sizes.length)).subarray(0, sizes.length - 1)) {
    if (nTested >= wanted) break;
    tested.add(group);
    nTested += sizes[group];
  }
  return Uint8Array.from(groups, (group) => (tested.has(group) ? 1 : 0));
}

/** The newest rows of a problem in order of time; equal times stay on one side. */
function newestRows(time: Float64Array, wanted: number): Uint8Array {
  let from = time.length - wanted;
  while (from > 0 && time[from] === time[from - 1]) from--;
  if (from === 0) {
    from = time.length - wanted;
    while (from < time.length && from > 0 && time[from] === time[from - 1]) from++;
  }
  if (from <= 0 || from >= time.length) {
    throw dataError(
      'ASSAY_FEW_TIMES',
      'a hold-out in time needs at least 2 different times',
      'use another --time',
    );
  }
  return Uint8Array.from(time, (_, row) => (row >= from ? 1 : 0));
}

function testedRows(problem: Problem, testSize: number, rng: Rng): Uint8Array {
  const nRows = problem.y.length;
  const wanted = Math.min(nRows - 1, Math.max(1, Math.ceil(nRows * testSize - 1e-9)));
  if (problem.time) return newestRows(problem.time, wanted);
  if (problem.groups) return drawGroups(problem.groups, wanted, rng);
  return drawRows(problem, wanted, rng);
}

export const holdOut: Splitter = {
  id: 'hold-out',
  summary:
    'one split: a share of the rows is tested; whole groups with --groups, the newest rows with --time',
  protocol: 'hold-out',
  params: holdOutParams,
  split(problem, params, rng, repeat) {
    const nRows = problem.y.length;
    if (nRows < 2) {
      throw dataError(
        'ASSAY_FEW_ROWS',
        `a hold-out needs at least 2 rows, got ${nRows}`,
        'use --test-size 0',
      );
    }
    const isTested = testedRows(problem, Number(params.test_size), rng);
    const rows = Array.from(isTested, (_, row) => row);
    const test = rows.filter((row) => isTested[row]);
    const train = rows.filter((row) => !isTested[row]);
    return [makeFold(repeat, 0, train, test)];
  },
};
