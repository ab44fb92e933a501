/**
 * k stretches of time in a row, each tested with rows before and after it training (de Prado 2018, ch. 7, PurgedKFold). A
 * training row whose interval meets that of the test is left out, and so is an embargo of rows after it. More training
 * rows than `time`, at the price of training on what came later.
 */
import { dataError } from '../errors.js';
import type { ParamSpecs, Params } from '../params.js';
import type { Problem } from '../task.js';
import { demandRows, foldsParam } from './fold-params.js';
import { rowBefore, type Span, spanForm, spanOf } from './span.js';
import { makeFold, type Splitter } from './splitter.js';
import { fewTimes, untilParam } from './time.js';

const purgedParams = {
  ...foldsParam,
  gap: { type: 'text', default: '0', form: spanForm, help: 'left out before the test; --gap says the same' },
  embargo: { type: 'text', default: '0', form: spanForm, help: 'left out after the test' },
  until: untilParam,
} as const satisfies ParamSpecs;

/** The bounds of k stretches; equal times stay in one. */
function bounds({ y, time }: Problem, folds: number): number[] {
  return Array.from({ length: folds + 1 }, (_, part) => {
    let at = Math.floor((part * y.length) / folds);
    while (time && at > 0 && at < y.length && time[at] === time[at - 1]) at++;
    return at;
  });
}

/** The first row that may train again after a test whose last row is before `end` and that reaches until `reach`. */
function firstAfter(end: number, reach: number, embargo: Span, { y, time }: Problem): number {
  let row = end;
  while (time && row < y.length && time[row] <= reach) row++;
  if ('rows' in embargo) return row + embargo.rows;
  while (time && row < y.length && time[row] <= reach + embargo.days) row++;
  return row;
}

function trainedAround(problem: Problem, params: Params, start: number, end: number): number[] {
  const { y, time, until } = problem;
  const gap = spanOf('purged.gap', params.gap, problem) ?? { rows: 0 };
  const embargo = spanOf('purged.embargo', params.embargo, problem) ?? { rows: 0 };
  const before = rowBefore(start, gap, problem);
  let reach = time ? time[end - 1] : 0;
  if (until) for (let row = start; row < end; row++) reach = Math.max(reach, until[row]);
  const after = firstAfter(end, reach, embargo, problem);
  const rows: number[] = [];
  for (let row = 0; row < before; row++) {
    if (!until || !time || until[row] < time[start]) rows.push(row);
  }
  for (let row = after; row < y.length; row++) rows.push(row);
  return rows;
}

export const purged: Splitter = {
  id: 'purged',
  aliases: ['PurgedKFold'],
  summary:
    'k stretches of time, each tested with the rows before and after it training, less those whose interval meets it and an embargo after it',
  protocol: 'purged',
  tests: 'each',
  isRandom: false,
  params: purgedParams,
  split(problem, params, _rng, repeat) {
    const folds = Number(params.folds);
    demandRows(problem.y.length, folds);
    const edges = bounds(problem, folds);
    return edges.slice(0, -1).map((start, fold) => {
      const end = edges[fold + 1];
      const train = start < end ? trainedAround(problem, params, start, end) : [];
      if (train.length === 0)
        throw start < end
          ? dataError(
              'ASSAY_FEW_TIMES',
              `fold ${fold + 1} of purged has nothing to train on`,
              'use a smaller -k, gap or embargo',
            )
          : fewTimes(problem, folds, 0, fold);
      const test = Array.from({ length: end - start }, (_, i) => start + i);
      return makeFold(repeat, fold, train, test);
    });
  },
};
