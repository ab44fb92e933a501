/**
 * The naive twin of wasm/grow-tree.ts: the same tree from plain definitions, every split scored by summing over its rows.
 * For tests; O(rows * bins * features) a node. It looks at all features and at every cut, or at what `draws` gives.
 */
import { disorder, type NaiveJob, type Part, partOf, scoreOf, totals } from './tree-parts.js';

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
