/**
 * The naive twin of wasm/boost.ts: gradient boosting from plain definitions, with float64 sums over the rows of each node.
 *
 * Its rules are LightGBM's (Ke et al. 2017; src/treelearner/feature_histogram.hpp of version 4), but that rows are counted
 * where LightGBM guesses them from hessians. For tests.
 */
import {
  add,
  type Bounds,
  bestValue,
  categoryParts,
  childBounds,
  mayMeet,
  type NaiveBoostOptions,
  NOTHING,
  numberParts,
  type Sums,
  score,
  scoreAt,
  subtract,
  upTo,
} from './boost-parts.js';

const MISSING = 255;

export interface NaiveBoostJob {
  readonly nRows: number;
  /** [feature][row], 255 = missing. */
  readonly bins: readonly Uint8Array[];
  /** [feature] */
  readonly isCategory: readonly boolean[];
  /** [channel] raw score that rows start from. */
  readonly start: ArrayLike<number>;
  readonly options: NaiveBoostOptions;
  /**
   * First and second derivatives of each row's loss, weights in.
   * @param scores [nRows * nChannels]
   */
  readonly derivatives: (scores: Float64Array, channel: number) => { g: Float64Array; h: Float64Array };
  /** The value of a leaf of a loss whose derivatives do not tell it; null for the others. */
  readonly renew: ((rows: readonly number[], scores: Float64Array) => number) | null;
}

export interface NaiveBoostNode {
  /** What a row in this node is given, learning rate in; of a leaf. */
  value: number;
  split?: {
    feature: number;
    /** Bins that go left, MISSING too; those of no row in the node as the rule has it. */
    goesLeft: ReadonlySet<number>;
    gain: number;
    left: NaiveBoostNode;
    right: NaiveBoostNode;
  };
}

interface Candidate {
  readonly feature: number;
  /** Bins that occur in the node and go left. */
  readonly bins: readonly number[];
  readonly left: Sums;
  readonly right: Sums;
  readonly values: readonly [left: number, right: number];
  readonly gain: number;
}

interface Leaf {
  readonly node: NaiveBoostNode;
  readonly rows: readonly number[];
  readonly depth: number;
  /** Features on the way to it. */
  readonly path: readonly number[];
  readonly bounds: Bounds;
  readonly best: Candidate | null;
}

/** Trees in the order they are grown: round by round, and within a round channel by channel. */
export function naiveBoost(job: NaiveBoostJob): { trees: NaiveBoostNode[]; scores: Float64Array } {
  const { nRows, start, options } = job;
  const nChannels = start.length;
  const scores = Float64Array.from({ length: nRows * nChannels }, (_, at) => start[at % nChannels]);
  const trees: NaiveBoostNode[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const before = scores.slice();
    for (let channel = 0; channel < nChannels; channel++) {
      const tree = new Grower(job, before, channel).grow();
      for (let row = 0; row < nRows; row++) {
        scores[row * nChannels + channel] += naiveValue(tree, (feature) => job.bins[feature][row]);
      }
      trees.push(tree);
    }
  }
  return { trees, scores };
}

/** The value of the leaf that bins lead to. */
export function naiveValue(node: NaiveBoostNode, binOf: (feature: number) => number): number {
  const { split } = node;
  if (!split) return node.value;
  return naiveValue(split.goesLeft.has(binOf(split.feature)) ? split.left : split.right, binOf);
}

/** Grows one tree, leaf by leaf, the one with the largest gain next. */
class Grower {
  readonly #job: NaiveBoostJob;
  readonly #scores: Float64Array;
  readonly #g: Float64Array;
  readonly #h: Float64Array;

  constructor(job: NaiveBoostJob, scores: Float64Array, channel: number) {
    const { g, h } = job.derivatives(scores, channel);
    this.#job = job;
    this.#scores = scores;
    this.#g = g;
    this.#h = h;
  }

  grow(): NaiveBoostNode {
    const { nRows, options } = this.#job;
    const rows = Array.from({ length: nRows }, (_, row) => row);
    const free = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    const value = bestValue(this.#sumsOf(rows), free, options.l1, options.l2);
    const root = this.#leaf(rows, value, 0, [], free);
    const leaves = [root];
    while (leaves.length < options.maxLeaves) {
      const at = indexOfBest(leaves);
      if (at < 0) break;
      const [left, right] = this.#split(leaves[at]);
      leaves[at] = left;
      leaves.push(right);
    }
    for (const leaf of leaves) {
      const renewed = this.#job.renew?.(leaf.rows, this.#scores) ?? leaf.node.value;
      leaf.node.value = options.learningRate * renewed;
    }
    return root.node;
  }

  #leaf(
    rows: readonly number[],
    value: number,
    depth: number,
    path: readonly number[],
    bounds: Bounds,
  ): Leaf {
    return { node: { value }, rows, depth, path, bounds, best: this.#bestOf(rows, depth, path, bounds) };
  }

  #sumsOf(rows: readonly number[]): Sums {
    return rows.reduce((sums, row) => add(sums, { n: 1, g: this.#g[row], h: this.#h[row] }), NOTHING);
  }

  /** The first of the splits that gain most; null when none gains enough. */
  #bestOf(rows: readonly number[], depth: number, path: readonly number[], bounds: Bounds): Candidate | null {
    const { bins, isCategory, options } = this.#job;
    if (depth >= options.maxDepth) return null;
    const whole = this.#sumsOf(rows);
    let best: Candidate | null = null;
    for (let feature = 0; feature < bins.length; feature++) {
      if (!mayMeet(options.interactions, [...path, feature])) continue;
      const sums = this.#sumsOfBins(rows, bins[feature]);
      const parts = isCategory[feature] ? categoryParts(sums, options.categories) : numberParts(sums);
      for (const part of parts) {
        const candidate = this.#candidate(feature, part, sums, whole, bounds);
        if (candidate && candidate.gain > (best ?? { gain: options.gamma }).gain) best = candidate;
      }
    }
    return best;
  }

  #sumsOfBins(rows: readonly number[], binOfRow: Uint8Array): Map<number, Sums> {
    const sums = new Map<number, Sums>();
    for (const row of rows) {
      const one = { n: 1, g: this.#g[row], h: this.#h[row] };
      sums.set(binOfRow[row], add(sums.get(binOfRow[row]) ?? NOTHING, one));
    }
    return sums;
  }

  /** Null when a side is too small, or in the wrong order. */
  #candidate(
    feature: number,
    part: readonly number[],
    sums: ReadonlyMap<number, Sums>,
    whole: Sums,
    bounds: Bounds,
  ): Candidate | null {
    const { isCategory, options } = this.#job;
    const { minSamplesLeaf, minChildWeight, l1, monotone } = options;
    const left = part.reduce((total, bin) => add(total, sums.get(bin) ?? NOTHING), NOTHING);
    const right = subtract(whole, left);
    if (Math.min(left.n, right.n) < Math.max(1, minSamplesLeaf)) return null;
    if (Math.min(left.h, right.h) < minChildWeight) return null;
    const l2 = options.l2 + (isCategory[feature] ? options.categories.l2 : 0);
    const values = [bestValue(left, bounds, l1, l2), bestValue(right, bounds, l1, l2)] as const;
    if (monotone && monotone[feature] * (values[1] - values[0]) < 0) return null;
    const children = monotone
      ? scoreAt(left, values[0], l1, l2) + scoreAt(right, values[1], l1, l2)
      : score(left, l1, l2) + score(right, l1, l2);
    return { feature, bins: part, left, right, values, gain: children - score(whole, l1, options.l2) };
  }

  #split({ node, rows, depth, path, bounds, best }: Leaf): [Leaf, Leaf] {
    if (!best) throw new Error('a leaf without a split');
    const { bins, isCategory, options } = this.#job;
    const { feature, values, gain } = best;
    const binOfRow = bins[feature];
    const missing = rows.some((row) => binOfRow[row] === MISSING);
    const withMost = !isCategory[feature] && best.left.n > best.right.n;
    const missingLeft = missing ? best.bins.includes(MISSING) : withMost;
    const present = rows.map((row) => binOfRow[row]);
    const goesLeft = new Set(isCategory[feature] ? best.bins : upTo(best.bins, present));
    if (missingLeft) goesLeft.add(MISSING);
    const sides = [true, false].map((side) => rows.filter((row) => goesLeft.has(binOfRow[row]) === side));
    const [low, high] = childBounds(bounds, values, options.monotone?.[feature] ?? 0);
    const left = this.#leaf(sides[0], values[0], depth + 1, [...path, feature], low);
    const right = this.#leaf(sides[1], values[1], depth + 1, [...path, feature], high);
    node.split = { feature, goesLeft, gain, left: left.node, right: right.node };
    return [left, right];
  }
}

/** The first leaf whose split gains most; -1 when none can be split. */
function indexOfBest(leaves: readonly Leaf[]): number {
  let at = -1;
  leaves.forEach(({ best }, i) => {
    if (best && (at < 0 || best.gain > (leaves[at].best?.gain ?? 0))) at = i;
  });
  return at;
}
