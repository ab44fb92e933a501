/** Row by row what the second of two learners does differently: right answers won and lost, by class, and where most. */
import type { Scored } from '../metrics/metric.js';
import type { ClassChange, MovedRow, RowChanges } from '../schemas/compare-explain.js';
import { isClassification } from '../task.js';
import { mcnemar } from './mcnemar.js';
import { aheadOnRows, type RowPair, tally } from './paired-rows.js';

const MOST_MOVED = 10;

function classChanges({ a, b }: RowPair, ahead: Int8Array): ClassChange[] {
  return a.task.classes.flatMap((label, k) => {
    const rows = [...a.truth.keys()].filter((row) => a.truth[row] === k);
    if (rows.length === 0) return [];
    const { a: onlyA, b: onlyB } = tally(rows.map((row) => ahead[row]));
    const share = ({ predicted }: Scored) => rows.filter((row) => predicted[row] === k).length / rows.length;
    return [{ label, rows: rows.length, a: share(a), b: share(b), only_a: onlyA, only_b: onlyB }];
  });
}

/** How good an answer is: the true class's probability, else 0 or 1, or the error's size below 0. */
function meritOf({ task, truth, predicted, proba }: Scored, row: number): number {
  if (!isClassification(task)) return -Math.abs(truth[row] - predicted[row]);
  if (proba) return proba[row * task.classes.length + truth[row]];
  return Number(truth[row] === predicted[row]);
}

function movedRow({ rowIds, a, b }: RowPair, row: number): MovedRow {
  const { task, truth } = a;
  const answer = (y: number) => (isClassification(task) ? task.classes[y] : y);
  const chance = (scored: Scored) => (scored.proba ? meritOf(scored, row) : null);
  return {
    row: rowIds[row],
    truth: answer(truth[row]),
    a: answer(a.predicted[row]),
    b: answer(b.predicted[row]),
    p_a: chance(a),
    p_b: chance(b),
  };
}

/** Rows whose answer is another (regression: any), most changed first. */
function changedRows({ a, b }: RowPair): number[] {
  const gain = Float64Array.from({ length: a.nRows }, (_, row) => meritOf(b, row) - meritOf(a, row));
  const changed = [...gain.keys()].filter((row) => a.predicted[row] !== b.predicted[row]);
  return changed.sort((x, y) => Math.abs(gain[y]) - Math.abs(gain[x]) || x - y);
}

/** Half of them what b alone has right or closer, where there are as many. */
function mostMoved(pair: RowPair, changed: readonly number[], ahead: Int8Array): MovedRow[] {
  const half = MOST_MOVED / 2;
  const won = changed.filter((row) => ahead[row] > 0);
  const other = changed.filter((row) => ahead[row] <= 0);
  const nWon = Math.min(won.length, Math.max(half, MOST_MOVED - other.length));
  const rows = [...won.slice(0, nWon), ...other.slice(0, MOST_MOVED - nWon)];
  return rows.map((row) => movedRow(pair, row));
}

/** Every row whose answer differs, most changed first. */
export const allChanged = (pair: RowPair): MovedRow[] => changedRows(pair).map((row) => movedRow(pair, row));

/** @param bootstrap of these rows, b less a  @param isGrouped do rows come in groups? */
export function rowChanges(
  pair: RowPair,
  bootstrap: RowChanges['bootstrap'],
  isGrouped: boolean,
): RowChanges {
  const { a } = pair;
  const ahead = aheadOnRows(pair);
  const counts = tally(ahead);
  const changed = changedRows(pair);
  const { difference, statistic, p, exact } = mcnemar(counts.b, counts.a);
  const isClasses = isClassification(a.task);
  const bothRight = [...ahead.keys()].filter(
    (row) => ahead[row] === 0 && a.predicted[row] === a.truth[row],
  ).length;
  return {
    rows: a.nRows,
    answers_differ: changed.length,
    ahead: counts,
    both_right: isClasses ? bothRight : null,
    both_wrong: isClasses ? counts.equal - bothRight : null,
    mcnemar: { difference, statistic, p, exact, ...(isGrouped ? { ignores_groups: true } : {}) },
    bootstrap,
    classes: isClasses ? classChanges(pair, ahead) : [],
    moved: mostMoved(pair, changed, ahead),
  };
}
