/** The tree that the kernel grows for a job of its twin, in the twin's form. */

import type { BinnedColumns } from '../../src/core/trees/binned-columns.js';
import type { ClassQuota } from '../../src/core/trees/class-quotas.js';
import { growTree, layJob, openWorkspace } from '../../src/core/trees/tree-job.js';
import type { NaiveRange } from '../../src/kernels/draws.js';
import { MISSING_BIN, NODE_WORDS } from '../../src/kernels/exports.js';
import type { NaiveNode } from '../../src/kernels/tree.js';
import type { NaiveJob } from '../../src/kernels/tree-parts.js';
import { createEngine } from '../../src/parallel/engine.js';

const engine = createEngine();

/** What the kernel is to draw. */
export interface Drawn {
  /** [4] words that its generator starts from. */
  readonly state: Uint32Array;
  readonly maxFeatures: number;
  /** Rows drawn with replacement; null: every row once, or what quotas give. */
  readonly nDraws: number | null;
  readonly quotas?: readonly ClassQuota[];
  /** Rows are drawn by the job's weights, which then count no more. */
  readonly byWeight?: boolean;
  /** [feature], for cuts that are drawn; null: the best ones are looked for. */
  readonly ranges: readonly NaiveRange[] | null;
}

/** Bins as they are, each of one value unless ranges are given. */
function columnsOf({ bins }: Pick<NaiveJob, 'bins'>, ranges: Drawn['ranges']): BinnedColumns {
  const nRows = bins[0].length;
  const counts = bins.map((column) => 1 + Math.max(0, ...column.filter((bin) => bin !== MISSING_BIN)));
  const values = counts.map((count) => Float64Array.from({ length: count }, (_, bin) => bin));
  return {
    nRows,
    features: counts.map((count, f) => ({
      kind: 'number',
      name: `x${f}`,
      cuts: new Float64Array(count - 1),
    })),
    columns: [...bins.keys()],
    bins: Uint8Array.from(bins.flatMap((column) => [...column])),
    ranges: values.map((low, f) => ({
      low: ranges ? Float64Array.from(ranges[f].low).subarray(0, counts[f]) : low,
      high: ranges ? Float64Array.from(ranges[f].high).subarray(0, counts[f]) : low,
    })),
  };
}

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  binary: ['0', '1'],
  multiclass: ['0', '1', '2'],
  regression: [],
};

/** @param drawn null: all features, every row once, the best cuts */
export function grownTree(job: Omit<NaiveJob, 'draws' | 'isBlock'>, drawn: Drawn | null = null): NaiveNode {
  const { nChannels, criterion, bins, signs } = job;
  const isNumber = criterion !== 'gini' && criterion !== 'entropy';
  const kind = isNumber ? 'regression' : nChannels === 1 ? 'binary' : 'multiclass';
  const train = {
    nRows: bins[0].length,
    columns: [],
    task: { kind, target: 'y', classes: CLASSES[kind], positive: kind === 'binary' ? 1 : null } as const,
    y: Float64Array.from(job.y),
    weights: Float64Array.from(job.weights),
  };
  const options = {
    nTrees: 1,
    criterion,
    maxFeatures: drawn?.maxFeatures ?? bins.length,
    maxDepth: job.maxDepth,
    maxLeaves: job.maxLeaves || Number.POSITIVE_INFINITY,
    minSamplesSplit: job.minSplit,
    minSamplesLeaf: job.minLeaf,
    minImpurityDecrease: job.minGain,
    ccpAlpha: 0,
    draws: drawn?.nDraws ?? null,
    quotas: drawn?.quotas,
    drawsByWeight: drawn?.byWeight,
    drawsCuts: drawn !== null && drawn.ranges !== null,
    monotone: signs?.map((sign, f) => `x${f}:${sign}`).join(',') ?? null,
    outOfBag: false,
  };
  return engine.arena.scope((scratch) => {
    const at = layJob(
      train,
      columnsOf(job, drawn?.ranges ?? null),
      options,
      { offset: 0, nValues: nChannels },
      [drawn?.state ?? new Uint32Array(4)],
      scratch,
    );
    const { nodes, leaves, gains } = growTree(openWorkspace(at, scratch), 0, engine.kernels);
    const read = (node: number): NaiveNode => {
      const [feature, rule, left] = nodes.subarray(NODE_WORDS * node);
      if (feature < 0) return { value: [...leaves.subarray(nChannels * rule, nChannels * (rule + 1))] };
      return {
        split: {
          feature,
          bin: rule & 255,
          missingLeft: rule >> 8 === 1,
          gain: gains[node],
          left: read(left),
          right: read(left + 1),
        },
      };
    };
    return read(0);
  });
}
