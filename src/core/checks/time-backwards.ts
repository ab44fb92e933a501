/**
 * Folds in time whose time runs backwards: rows taken in the order of the file although a column of dates says otherwise,
 * or folds of another origin that train on rows from after those they test.
 */
import { counted } from '../shown-numbers.js';
import type { Fold } from '../splitters/splitter.js';
import { isNumeric, type NumericColumn } from '../table.js';
import type { Check, CheckInput, Finding } from './check.js';

const MIN_ROWS = 20;

/** Share of steps from row to row that go back in time; null for too few dates to tell. */
function shareBackwards({ values }: NumericColumn): number | null {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length < Math.max(MIN_ROWS, 0.9 * values.length) || new Set(present).size < MIN_ROWS)
    return null;
  let back = 0;
  for (let i = 1; i < present.length; i++) if (present[i] < present[i - 1]) back++;
  return back / (present.length - 1);
}

/** Windows over the rows of the file: a column of dates that never falls says that they are right. */
function inFileOrder({ everything }: CheckInput): Finding[] {
  const dates = everything.columns.filter(
    (column): column is NumericColumn => isNumeric(column) && column.type === 'date',
  );
  const known = dates.flatMap((column) => {
    const back = shareBackwards(column);
    return back === null ? [] : [{ name: column.name, back }];
  });
  if (known.length === 0 || known.some(({ back }) => back === 0)) return [];
  const [{ name, back }] = known.sort((a, b) => Math.abs(b.back - 0.5) - Math.abs(a.back - 0.5));
  const how = back > 0.5 ? 'run backwards in time' : 'are in no order of time';
  const message = `folds in time take the rows as the file has them, which by ${name} ${how}: use --time ${name}`;
  return [{ id: 'time-backwards', columns: [name], message }];
}

const least = (time: Float64Array, rows: Uint32Array) =>
  rows.reduce((min, row) => Math.min(min, time[row]), Number.POSITIVE_INFINITY);

/** Does a fold train on a row from after the first that it tests? */
function trainsOnFuture(time: Float64Array, { train, test }: Fold): boolean {
  const first = least(time, test);
  return train.some((row) => time[row] > first);
}

function againstTime(time: Float64Array, folds: readonly Fold[]): Finding[] {
  const wrong = folds.filter((fold) => trainsOnFuture(time, fold)).length;
  if (wrong === 0) return [];
  const message = `${counted(wrong, 'fold trains', 'folds train')} on rows from after those tested: --splitter time does not`;
  return [{ id: 'time-backwards', columns: [], message }];
}

export const timeBackwards: Check = {
  id: 'time-backwards',
  summary: 'folds in time on rows that are in another order, and given folds that train on later rows',
  find(input) {
    const { problem, folds, protocol } = input;
    // `purged` trains on what came later by design.
    if (folds.length === 0 || protocol === 'purged') return [];
    if (problem.time) return againstTime(problem.time, folds);
    return protocol === 'time' ? inFileOrder(input) : [];
  },
};
