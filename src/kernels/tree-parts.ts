/** What the naive twin of wasm/grow-tree.ts is told, and what its criteria make of rows: sums, values, how disordered. */
import type { NaiveDraws } from './draws.js';

export interface NaiveJob {
  /** [feature][row], 255 = missing. */
  readonly bins: readonly Uint8Array[];
  /** [row] class or number. */
  readonly y: ArrayLike<number>;
  /** [row] weights, however often the row was drawn. */
  readonly weights: ArrayLike<number>;
  /** 1: one number y, or two classes 0 and 1; K > 1: K classes. */
  readonly nChannels: number;
  readonly criterion: 'gini' | 'entropy' | 'squared_error' | 'poisson' | 'absolute_error';
  /** [feature] directions to keep; null: none. */
  readonly signs: readonly number[] | null;
  readonly maxDepth: number;
  /** 0: any number. */
  readonly maxLeaves: number;
  readonly minSplit: number;
  readonly minLeaf: number;
  /** What a split must gain at least, as a share of the whole weight. */
  readonly minGain: number;
  /** The natural logarithm. */
  readonly log: (x: number) => number;
  /** What is drawn; null: nothing. */
  readonly draws: NaiveDraws | null;
  /** Are these rows grown as a block (wasm/grow-block.ts), the left child first? Else the smaller one is: draws go by it. */
  readonly isBlock: (rows: readonly number[]) => boolean;
}

/** Weight, then the sum of each channel. */
type Sums = readonly [weight: number, ...channels: number[]];

/** Weight, and the sum of each channel, over rows. */
export function totals(job: NaiveJob, rows: readonly number[]): Sums {
  const channels = new Array<number>(job.nChannels).fill(0);
  let weight = 0;
  for (const row of rows) {
    const w = job.weights[row];
    weight += w;
    if (job.nChannels === 1) channels[0] += w * job.y[row];
    else channels[job.y[row]] += w;
  }
  return [weight, ...channels];
}

/** Rows of a node or a side, their sums, and the values of a leaf of them. */
export interface Part {
  readonly rows: readonly number[];
  readonly sums: Sums;
  readonly value: readonly number[];
}

/** Half-way between two answers where the weight parts evenly. */
function medianOf({ y, weights }: NaiveJob, rows: readonly number[], weight: number): number {
  const sorted = [...rows].sort((a, b) => y[a] - y[b] || a - b);
  let sum = 0;
  const at = sorted.findIndex((row) => {
    sum += weights[row];
    return sum >= weight / 2;
  });
  return sum === weight / 2 ? (y[sorted[at]] + y[sorted[at + 1]]) / 2 : y[sorted[at]];
}

/** What a leaf of rows would be. */
export function partOf(job: NaiveJob, rows: readonly number[]): Part {
  const sums = totals(job, rows);
  const [w, ...channels] = sums;
  const isMedian = job.criterion === 'absolute_error';
  return { rows, sums, value: isMedian ? [medianOf(job, rows, w)] : channels.map((s) => s / w) };
}

/** Impurity times weight, up to a part that no split changes. */
export function disorder(
  { criterion, nChannels, log, y, weights }: NaiveJob,
  { rows, sums, value }: Part,
): number {
  const [w, ...channels] = sums;
  if (criterion === 'absolute_error') {
    return rows.reduce((sum, row) => sum + weights[row] * Math.abs(y[row] - value[0]), 0);
  }
  const xlogx = (x: number) => (x > 0 ? x * log(x) : 0);
  const classes = nChannels === 1 ? [channels[0], w - channels[0]] : channels;
  if (criterion === 'entropy') return xlogx(w) - classes.reduce((sum, s) => sum + xlogx(s), 0);
  if (criterion === 'poisson') return -channels[0] * log(channels[0] / w);
  return w - channels.reduce((sum, s) => sum + s * s, 0) / w;
}

/** How much better than another a split is, as the fraction that wasm/best-split.ts compares. */
export function scoreOf(job: NaiveJob, all: Sums, left: Part, right: Part): readonly [a: number, d: number] {
  if (job.criterion !== 'gini' && job.criterion !== 'squared_error') {
    return [-(disorder(job, left) + disorder(job, right)), 1];
  }
  const d = left.sums[0] * right.sums[0];
  if (job.nChannels === 1) {
    const fall = left.sums[1] * all[0] - left.sums[0] * all[1];
    return [fall * fall, d];
  }
  const squares = ([, ...channels]: Sums) => channels.reduce((sum, s) => sum + s * s, 0);
  return [squares(left.sums) * right.sums[0] + squares(right.sums) * left.sums[0], d];
}
