/**
 * The naive twin of wasm/grow-tree.ts: the same tree from plain definitions, every split scored by summing over its rows.
 * For tests; O(rows * bins * features) a node. It looks at all features and at every cut, or at what `draws` gives.
 */
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

export interface NaiveNode {
  /** Of a leaf. */
  value?: number[];
  split?: {
    feature: number;
    bin: number;
    missingLeft: boolean;
    gain: number;
    left: NaiveNode;
    right: NaiveNode;
  };
}

const MISSING = 255;

type Sums = readonly [weight: number, ...channels: number[]];

/** Weight, and the sum of each channel, over rows. */
function totals(job: NaiveJob, rows: readonly number[]): Sums {
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
interface Part {
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

function partOf(job: NaiveJob, rows: readonly number[]): Part {
  const sums = totals(job, rows);
  const [w, ...channels] = sums;
  const isMedian = job.criterion === 'absolute_error';
  return { rows, sums, value: isMedian ? [medianOf(job, rows, w)] : channels.map((s) => s / w) };
}

/** Impurity times weight, up to a part that no split changes. */
function disorder({ criterion, nChannels, log, y, weights }: NaiveJob, { rows, sums, value }: Part): number {
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
function scoreOf(job: NaiveJob, all: Sums, left: Part, right: Part): readonly [a: number, d: number] {
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

interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

const FREE: Bounds = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

interface Candidate {
  feature: number;
  bin: number;
  missing: 'left' | 'right' | 'none';
  left: number[];
  right: number[];
}

/** Features that are not constant in a node, in the order looked at. */
function* lookedAt({ bins, draws }: NaiveJob, rows: readonly number[]): Generator<number> {
  const [nFeatures, want] = draws ? [draws.nFeatures, draws.maxFeatures] : [bins.length, bins.length];
  let varies = false;
  for (let i = 0; i < nFeatures && (i < want || !varies); i++) {
    const feature = draws ? draws.feature(i) : i;
    const seen = new Set(rows.map((row) => bins[feature][row]));
    if (seen.size === 1) continue;
    varies = true;
    yield feature;
  }
}

type Cut = Pick<Candidate, 'bin' | 'missing'>;

/** Every cut of a feature, or the one that is drawn. @param present bins that occur, ascending */
function* cutsOf(
  { draws }: NaiveJob,
  feature: number,
  present: readonly number[],
  hasMissing: boolean,
): Generator<Cut> {
  const sides: readonly Cut['missing'][] = hasMissing ? ['right', 'left'] : ['none'];
  if (!draws?.ranges) {
    for (const missing of sides) for (const bin of present) yield { bin, missing };
    return;
  }
  const [low, high] = [present[0], present[present.length - 1]];
  const missing = hasMissing ? draws.side() : 'none';
  yield { bin: low < high ? draws.cut(draws.ranges[feature], low, high) : low, missing };
}

function* candidates(job: NaiveJob, rows: readonly number[]): Generator<Candidate> {
  for (const feature of lookedAt(job, rows)) {
    const column = job.bins[feature];
    const seen = [...new Set(rows.map((row) => column[row]))].sort((a, b) => a - b);
    const present = seen.filter((bin) => bin !== MISSING);
    for (const { bin, missing } of cutsOf(job, feature, present, present.length < seen.length)) {
      const goesLeft = (row: number) => (column[row] === MISSING ? missing === 'left' : column[row] <= bin);
      const left = rows.filter(goesLeft);
      const right = rows.filter((row) => !goesLeft(row));
      if (right.length === 0 || left.length < job.minLeaf || right.length < job.minLeaf) continue;
      yield { feature, bin, missing, left, right };
    }
  }
}

function isAllowed(job: NaiveJob, { feature }: Candidate, left: Part, right: Part, bounds: Bounds): boolean {
  if (job.criterion === 'poisson' && !(left.sums[1] > 0 && right.sums[1] > 0)) return false;
  const sign = job.signs?.[feature] ?? 0;
  if (sign === 0) return true;
  const values = [left.value[0], right.value[0]];
  if (values.some((value) => value < bounds.lower || value > bounds.upper)) return false;
  return (values[0] - values[1]) * sign <= 0;
}

interface Split extends Candidate {
  /** The fall of impurity times weight. */
  readonly gain: number;
  readonly sides: readonly [Bounds, Bounds];
}

/** The bounds of both sides: half-way between their values where the feature has a direction. */
function boundsOfSides(sign: number, left: Part, right: Part, bounds: Bounds): readonly [Bounds, Bounds] {
  const between = (left.value[0] + right.value[0]) / 2;
  if (sign > 0)
    return [
      { ...bounds, upper: between },
      { ...bounds, lower: between },
    ];
  if (sign < 0)
    return [
      { ...bounds, lower: between },
      { ...bounds, upper: between },
    ];
  return [bounds, bounds];
}

/** The first of the best splits; undefined when there is none. */
function bestSplit(job: NaiveJob, rows: readonly number[], bounds: Bounds): Split | undefined {
  const all = partOf(job, rows);
  let best: { candidate: Candidate; left: Part; right: Part; score: readonly [number, number] } | undefined;
  for (const candidate of candidates(job, rows)) {
    const [left, right] = [partOf(job, candidate.left), partOf(job, candidate.right)];
    if (!isAllowed(job, candidate, left, right, bounds)) continue;
    const score = scoreOf(job, all.sums, left, right);
    if (!best || score[0] * best.score[1] > best.score[0] * score[1])
      best = { candidate, left, right, score };
  }
  if (!best) return undefined;
  const { candidate, left, right } = best;
  const fall = disorder(job, all) - disorder(job, left) - disorder(job, right);
  const scale =
    job.criterion === 'entropy' ? Math.LOG2E : job.criterion === 'gini' && job.nChannels === 1 ? 2 : 1;
  const sides = boundsOfSides(job.signs?.[candidate.feature] ?? 0, left, right, bounds);
  return { ...candidate, gain: scale * fall, sides };
}

interface Open {
  readonly node: NaiveNode;
  readonly rows: readonly number[];
  readonly depth: number;
  readonly bounds: Bounds;
  /** How it is to be split; undefined for a leaf. */
  readonly split?: Split;
}

/** How a node is to be split; undefined for a leaf. */
function splitOf(job: NaiveJob, { rows, depth, bounds }: Open, rootWeight: number): Split | undefined {
  const pure = rows.every((row) => job.y[row] === job.y[rows[0]]);
  if (pure || rows.length < job.minSplit || rows.length < 2 * job.minLeaf || depth >= job.maxDepth)
    return undefined;
  const split = bestSplit(job, rows, bounds);
  return split && split.gain / rootWeight + Number.EPSILON >= job.minGain ? split : undefined;
}

function setLeaf(job: NaiveJob, { node, rows, bounds }: Open): void {
  node.value = [...partOf(job, rows).value];
  if (job.signs !== null) node.value[0] = Math.min(Math.max(node.value[0], bounds.lower), bounds.upper);
}

/** Splits a node. @returns its children */
function branch(
  { node, rows, depth }: Open,
  { feature, bin, missing, gain, sides, ...parts }: Split,
): Open[] {
  const missingLeft = missing === 'none' ? 2 * parts.left.length > rows.length : missing === 'left';
  const [left, right]: NaiveNode[] = [{}, {}];
  node.split = { feature, bin, missingLeft, gain, left, right };
  return [
    { node: left, rows: parts.left, depth: depth + 1, bounds: sides[0] },
    { node: right, rows: parts.right, depth: depth + 1, bounds: sides[1] },
  ];
}

/** Always the open node that gains most is split, the older of equals. */
function growBestFirst(job: NaiveJob, root: Open, rootWeight: number): void {
  const withSplit = (each: Open): Open => ({ ...each, split: splitOf(job, each, rootWeight) });
  let open = [withSplit(root)];
  for (let nLeaves = 1; nLeaves < job.maxLeaves; nLeaves++) {
    const best = open.reduce(
      (at, { split }, i) => (split && split.gain > (open[at]?.split?.gain ?? -1) ? i : at),
      -1,
    );
    const split = open[best]?.split;
    if (!split) break;
    const children = branch(open[best], split);
    open = [...open.filter((_, i) => i !== best), ...children.map(withSplit)];
  }
  for (const each of open) setLeaf(job, each);
}

function growDepthFirst(job: NaiveJob, open: Open, rootWeight: number): void {
  const split = splitOf(job, open, rootWeight);
  if (!split) {
    setLeaf(job, open);
    return;
  }
  const children = branch(open, split);
  const leftFirst = job.isBlock(open.rows) || split.left.length < split.right.length;
  for (const child of leftFirst ? children : children.toReversed()) growDepthFirst(job, child, rootWeight);
}

/** Grows the tree on rows. */
export function naiveTree(job: NaiveJob, rows: readonly number[]): NaiveNode {
  const node: NaiveNode = {};
  const [rootWeight] = totals(job, rows);
  const grow = job.maxLeaves > 0 ? growBestFirst : growDepthFirst;
  grow(job, { node, rows, depth: 0, bounds: FREE }, rootWeight);
  return node;
}
