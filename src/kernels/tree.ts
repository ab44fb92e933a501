/**
 * The naive twin of wasm/tree.ts: the same tree from plain definitions, every split scored by summing over its rows.
 * For tests; O(rows * bins * features) a node.
 */

export interface NaiveJob {
  /** [feature][row], 255 = missing. */
  readonly bins: readonly Uint8Array[];
  /** [row] class or number. */
  readonly y: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  /** 1: least squares on y; K > 1: Gini over K classes. */
  readonly nChannels: number;
  readonly maxDepth: number;
  readonly minSplit: number;
  readonly minLeaf: number;
}

export interface NaiveNode {
  /** Of a leaf. */
  readonly value?: number[];
  readonly split?: { feature: number; bin: number; missingLeft: boolean; left: NaiveNode; right: NaiveNode };
}

const MISSING = 255;

/** [weight, sum of each channel] over rows. */
function totals(job: NaiveJob, rows: readonly number[]): number[] {
  const sums = new Array<number>(job.nChannels + 1).fill(0);
  for (const row of rows) {
    const w = job.weights[row];
    sums[0] += w;
    if (job.nChannels === 1) sums[1] += w * job.y[row];
    else sums[job.y[row] + 1] += w;
  }
  return sums;
}

const purity = ([w, ...channels]: number[]) => channels.reduce((sum, s) => sum + s * s, 0) / w;

interface Candidate {
  feature: number;
  bin: number;
  missing: 'left' | 'right' | 'none';
  left: number[];
  right: number[];
  score: number;
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
        const score = purity(totals(job, left)) + purity(totals(job, right));
        yield { feature, bin, missing, left, right, score };
      }
    }
  }
}

/** Grows the tree on rows, depth first; the first of equally good splits wins. */
export function naiveTree(job: NaiveJob, rows: readonly number[], depth = 0): NaiveNode {
  const [w, ...channels] = totals(job, rows);
  const value = channels.map((s) => s / w);
  const pure = rows.every((row) => job.y[row] === job.y[rows[0]]);
  if (pure || rows.length < job.minSplit || rows.length < 2 * job.minLeaf || depth >= job.maxDepth)
    return { value };
  let best: Candidate | undefined;
  for (const candidate of candidates(job, rows)) if (!best || candidate.score > best.score) best = candidate;
  if (!best) return { value };
  const { feature, bin, missing, left, right } = best;
  const missingLeft = missing === 'none' ? 2 * left.length > rows.length : missing === 'left';
  return {
    split: {
      feature,
      bin,
      missingLeft,
      left: naiveTree(job, left, depth + 1),
      right: naiveTree(job, right, depth + 1),
    },
  };
}
