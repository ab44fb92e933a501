/**
 * The cut that is best for a metric: every cut that parts the rows differently is tried. The peer is scikit-learn's
 * TunedThresholdClassifierCV, which tries 100 and takes the mean over its folds; here all rows are scored at once.
 */
import { argsort } from './argsort.js';
import { dataError } from './errors.js';
import { checkScored } from './metrics/check-scored.js';
import { positiveOf } from './metrics/confusion.js';
import type { Metric, Score, Scored, Sums } from './metrics/metric.js';

export interface Cut {
  /** In [0, 1]: a row is positive when p is this or more. */
  readonly threshold: number;
  /** What it gives on the rows that it was chosen on: flattering. */
  readonly value: number;
}

/** Rows by p of the positive class, ascending. */
interface Ranked {
  /** [nRows] */
  readonly order: ArrayLike<number>;
  /** [nRows] p, in that order. */
  readonly p: Float64Array;
}

function rank({ task, nRows, proba }: Scored): Ranked {
  const positive = positiveOf(task);
  const p = Float64Array.from({ length: nRows }, (_, row) => (proba as Float64Array)[2 * row + positive]);
  const order = argsort(p);
  return { order, p: Float64Array.from(order, (row) => p[row]) };
}

/** Moves rows, one by one from the least p on, from positive to negative, and scores the answers as they then stand. */
interface Sweep {
  turn(row: number): void;
  score(): Score;
}

function labelSweep({ task, truth }: Scored, metric: Metric & { needs: 'label' }): Sweep {
  const positive = positiveOf(task);
  const answered = [0, 1].map(() => [0, 0]);
  for (const label of truth) answered[label][positive]++;
  return {
    turn(row) {
      answered[truth[row]][positive]--;
      answered[truth[row]][1 - positive]++;
    },
    score: () =>
      metric.scoreCounts(
        answered.map((row) => [...row]),
        task,
      ),
  };
}

function sumSweep(scored: Scored, { terms, combine }: Sums): Sweep {
  const { task, nRows } = scored;
  const positive = positiveOf(task);
  const answering = (label: number) => terms({ ...scored, predicted: new Float64Array(nRows).fill(label) });
  const [above, below] = [answering(positive), answering(1 - positive)];
  const sums = above.map((term) => term.reduce((sum, one) => sum + one, 0));
  return {
    turn(row) {
      for (let term = 0; term < sums.length; term++) sums[term] += below[term][row] - above[term][row];
    },
    score: () => combine(sums, nRows),
  };
}

function sweepOf(scored: Scored, metric: Metric): Sweep {
  if (metric.needs === 'label') return labelSweep(scored, metric);
  if (metric.needs === 'answer' && metric.sums) return sumSweep(scored, metric.sums);
  throw new Error(`${metric.id} does not depend on the cut`);
}

/** Neighbouring cuts of one value: above `low` up to and with `high`; the first one from 0 on. */
interface Plateau {
  readonly low: number;
  readonly high: number;
  readonly value: number;
}

/** Cuts from 0 to 1 in plateaus, where the metric is defined; neighbours of equal value are one. */
function plateaus({ order, p }: Ranked, sweep: Sweep): Plateau[] {
  const found: Plateau[] = [];
  const meet = (low: number, high: number) => {
    const { value } = sweep.score();
    if (value === null) return;
    const last = found.at(-1);
    if (last && last.value === value && last.high === low) found[found.length - 1] = { ...last, high };
    else found.push({ low, high, value });
  };
  meet(0, p[0]);
  for (let at = 0; at < p.length; at++) {
    sweep.turn(order[at]);
    const next = at + 1 < p.length ? p[at + 1] : 1;
    if (next > p[at]) meet(p[at], next);
  }
  return found;
}

/** Half way, but never as low as `low`: the cut at `low` is another one. */
function middleOf({ low, high }: Plateau): number {
  const middle = (low + high) / 2;
  return middle > low ? middle : high;
}

/**
 * The best cut of a binary task: the middle of the best plateau; of equally good ones, of the widest, then of the lowest.
 * @param scored with probabilities, without weights; its answers are not looked at
 * @throws AssayError exit 3 when the metric is undefined at every cut
 */
export function chooseCut(scored: Scored, metric: Metric): Cut {
  checkScored(scored, 'probability');
  const all = plateaus(rank(scored), sweepOf(scored, metric));
  const sign = metric.direction === 'max' ? 1 : -1;
  const best = all.reduce((most, { value }) => Math.max(most, sign * value), Number.NEGATIVE_INFINITY);
  const widest = all
    .filter(({ value }) => sign * value === best)
    .reduce<Plateau | null>((wide, one) => {
      return wide === null || one.high - one.low > wide.high - wide.low ? one : wide;
    }, null);
  if (widest !== null) return { threshold: middleOf(widest), value: widest.value };
  throw dataError(
    'ASSAY_NO_CUT',
    `${metric.id} is undefined at every cut of the training rows`,
    'choose the cut by another metric, or give a number',
  );
}
