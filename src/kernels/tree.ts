/**
 * The naive twin of wasm/grow-tree.ts: the same tree from plain definitions, every split scored by summing over its rows.
 * For tests; O(rows * bins * features) a node. It looks at all features and at every cut.
 */

export interface NaiveJob {
  /** [feature][row], 255 = missing. */
  readonly bins: readonly Uint8Array[];
  /** [row] class or number. */
  readonly y: ArrayLike<number>;
  /** [row] weights, however often the row was drawn. */
  readonly weights: ArrayLike<number>;
  /** 1: one number y, or two classes 0 and 1; K > 1: K classes. */
  readonly nChannels: number;
  readonly criterion: 'gini' | 'entropy' | 'squared_error' | 'poisson';
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

/** Impurity times weight, up to a part that no split changes. */
function disorder({ criterion, nChannels, log }: NaiveJob, [w, ...channels]: Sums): number {
  const xlogx = (x: number) => (x > 0 ? x * log(x) : 0);
  const classes = nChannels === 1 ? [channels[0], w - channels[0]] : channels;
  if (criterion === 'entropy') return xlogx(w) - classes.reduce((sum, s) => sum + xlogx(s), 0);
  if (criterion === 'poisson') return -channels[0] * log(channels[0] / w);
  return w - channels.reduce((sum, s) => sum + s * s, 0) / w;
}

/** How much better than another a split is, as the fraction that wasm/best-split.ts compares. */
function scoreOf(job: NaiveJob, all: Sums, left: Sums, right: Sums): readonly [a: number, d: number] {
  if (job.criterion === 'entropy' || job.criterion === 'poisson') {
    return [-(disorder(job, left) + disorder(job, right)), 1];
  }
  if (job.nChannels === 1) {
    const fall = left[1] * all[0] - left[0] * all[1];
    return [fall * fall, left[0] * right[0]];
  }
  const squares = ([, ...channels]: Sums) => channels.reduce((sum, s) => sum + s * s, 0);
  return [squares(left) * right[0] + squares(right) * left[0], left[0] * right[0]];
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

function* candidates(job: NaiveJob, rows: readonly number[]): Generator<Candidate> {
  for (let feature = 0; feature < job.bins.length; feature++) {
    const column = job.bins[feature];
    const hasMissing = rows.some((row) => column[row] === MISSING);
    for (const missing of hasMissing ? (['right', 'left'] as const) : (['none'] as const)) {
      const present = [...new Set(rows.map((row) => column[row]))]
        .filter((bin) => bin !== MISSING)
        .sort((a, b) => a - b);
      for (const bin of present) {
        const goesLeft = (row: number) => (column[row] === MISSING ? missing === 'left' : column[row] <= bin);
        const left = rows.filter(goesLeft);
        const right = rows.filter((row) => !goesLeft(row));
        if (right.length === 0 || left.length < job.minLeaf || right.length < job.minLeaf) continue;
        yield { feature, bin, missing, left, right };
      }
    }
  }
}

const meanOf = ([w, s]: Sums) => s / w;

function isAllowed(job: NaiveJob, { feature }: Candidate, left: Sums, right: Sums, bounds: Bounds): boolean {
  if (job.criterion === 'poisson' && !(left[1] > 0 && right[1] > 0)) return false;
  const sign = job.signs?.[feature] ?? 0;
  if (sign === 0) return true;
  const means = [meanOf(left), meanOf(right)];
  if (means.some((mean) => mean < bounds.lower || mean > bounds.upper)) return false;
  return (means[0] - means[1]) * sign <= 0;
}

interface Split extends Candidate {
  /** The fall of impurity times weight. */
  readonly gain: number;
  readonly sides: readonly [Bounds, Bounds];
}

/** The bounds of both sides: half-way between their means where the feature has a direction. */
function boundsOfSides(sign: number, left: Sums, right: Sums, bounds: Bounds): readonly [Bounds, Bounds] {
  const between = (meanOf(left) + meanOf(right)) / 2;
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
  const all = totals(job, rows);
  let best: { candidate: Candidate; left: Sums; right: Sums; score: readonly [number, number] } | undefined;
  for (const candidate of candidates(job, rows)) {
    const [left, right] = [totals(job, candidate.left), totals(job, candidate.right)];
    if (!isAllowed(job, candidate, left, right, bounds)) continue;
    const score = scoreOf(job, all, left, right);
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
  const [w, ...channels] = totals(job, rows);
  node.value = channels.map((s) => s / w);
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

/** Grows the tree on rows: always the open node that gains most is split, the older of equals. */
export function naiveTree(job: NaiveJob, rows: readonly number[]): NaiveNode {
  const root: NaiveNode = {};
  const [rootWeight] = totals(job, rows);
  const withSplit = (each: Open): Open => ({ ...each, split: splitOf(job, each, rootWeight) });
  let open = [withSplit({ node: root, rows, depth: 0, bounds: FREE })];
  let nLeaves = 1;
  while (open.length > 0) {
    const full = job.maxLeaves > 0 && nLeaves >= job.maxLeaves;
    const best = full
      ? -1
      : open.reduce((at, { split }, i) => (split && split.gain > (open[at]?.split?.gain ?? -1) ? i : at), -1);
    const split = open[best]?.split;
    if (!split) {
      for (const each of open) setLeaf(job, each);
      break;
    }
    const children = branch(open[best], split);
    open = [...open.filter((_, i) => i !== best), ...children.map(withSplit)];
    nLeaves++;
  }
  return root;
}
