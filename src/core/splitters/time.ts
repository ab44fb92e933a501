/**
 * Windows in time: the last rows are cut in k parts, each tested on rows before it (scikit-learn's TimeSeriesSplit). All of
 * them (expanding), or the newest of them (rolling: `max_train_size`); not those of a gap before the test, nor those whose
 * interval reaches into it (purging; de Prado 2018, ch. 7). Equal times are never parted between training and test.
 */
import { dataError } from '../errors.js';
import type { ParamSpecs, Params } from '../params.js';
import type { Problem } from '../task.js';
import { columnForm } from './column-form.js';
import { rowsFor } from './draw-rows.js';
import { demandRows, foldsParam } from './fold-params.js';
import { rowBefore, spanForm, spanOf } from './span.js';
import { makeFold, type Splitter } from './splitter.js';

/** The column of intervals, for `time` and `purged`. */
export const untilParam = {
  type: 'text',
  default: null,
  nullable: true,
  form: columnForm,
  help: 'the column that says until when a row reaches (a label known later): rows that reach into the tested time do not train',
} as const satisfies ParamSpecs[string];

const timeParams = {
  ...foldsParam,
  test_size: {
    type: 'int',
    default: null,
    nullable: true,
    min: 1,
    orFraction: true,
    help: 'rows tested in a fold, or their share; none: rows / (folds + 1)',
  },
  max_train_size: {
    type: 'text',
    default: null,
    nullable: true,
    form: spanForm,
    help: 'the newest rows that train: a rolling window; none: all before the test',
  },
  gap: {
    type: 'text',
    default: '0',
    form: spanForm,
    help: 'left out between training and test; --gap says the same',
  },
  until: untilParam,
} as const satisfies ParamSpecs;

/** Where each tested part begins, and the end of the last; a part begins with the first row of its time. */
function partStarts({ y, time }: Problem, params: Params): number[] {
  const folds = Number(params.folds);
  const nRows = y.length;
  demandRows(nRows, folds + 1);
  const asked = params.test_size ?? null;
  const size = asked === null ? Math.floor(nRows / (folds + 1)) : rowsFor(Number(asked), nRows, 'up');
  const starts = Array.from({ length: folds }, (_, fold) => {
    let at = nRows - (folds - fold) * size;
    while (time && at > 0 && at < nRows && time[at] === time[at - 1]) at++;
    return at;
  });
  if (starts[0] < 1)
    throw dataError(
      'ASSAY_FEW_ROWS',
      `${folds} folds of ${size} tested rows leave nothing to train on in ${nRows} rows`,
      'use a smaller -k or test_size',
    );
  return [...starts, nRows];
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** The rows that train for a test that begins at a row. */
function trainedBefore(problem: Problem, params: Params, start: number): number[] {
  const gap = spanOf('time.gap', params.gap, problem) ?? { rows: 0 };
  const most = spanOf('time.max_train_size', params.max_train_size, problem);
  const end = rowBefore(start, gap, problem);
  const from = most === null ? 0 : end > 0 ? rowBefore(end, most, problem) : 0;
  const { until, time } = problem;
  const reaches = (row: number) => until && time && until[row] >= time[start];
  return range(from, end).filter((row) => !reaches(row));
}

/** @param nBefore times that no fold tests  @param fold the first without a row to test */
export function fewTimes(problem: Problem, folds: number, nBefore: number, fold: number) {
  const nTimes = new Set(problem.time).size;
  const needed = folds + nBefore;
  const why =
    problem.time !== null && nTimes < needed
      ? `${folds} folds need at least ${needed} different times, got ${nTimes}`
      : `fold ${fold + 1} of ${folds} tests nothing: the rows of one time are never parted, and one time has too many`;
  return dataError('ASSAY_FEW_TIMES', why, 'use a smaller -k, or a finer --time');
}

export const time: Splitter = {
  id: 'time',
  aliases: ['TimeSeriesSplit'],
  summary:
    'train on the past, test on the next part of time; by --time COL, else in the order of the rows. Expanding, or rolling with max_train_size',
  protocol: 'time',
  tests: 'some',
  isRandom: false,
  params: timeParams,
  split(problem, params, _rng, repeat) {
    const starts = partStarts(problem, params);
    return starts.slice(0, -1).map((start, fold) => {
      const end = starts[fold + 1];
      if (start >= end) throw fewTimes(problem, Number(params.folds), 1, fold);
      const train = trainedBefore(problem, params, start);
      if (train.length === 0)
        throw dataError(
          'ASSAY_FEW_ROWS',
          `fold ${fold + 1} of time has nothing to train on: gap and intervals leave no row before its test`,
          'use a shorter gap or a smaller -k',
        );
      return makeFold(repeat, fold, train, range(start, end));
    });
  },
};
