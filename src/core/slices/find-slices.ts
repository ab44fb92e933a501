/**
 * Slices by a shallow regression tree on the losses of rows: each of its nodes but the first is one. What the runner does
 * for `--slices auto`.
 */
import { MISSING_LEFT, NODE_WORDS } from '../../kernels/exports.js';
import type { Engine } from '../arena.js';
import { fromHandle, type Table, type TableHandle } from '../table.js';
import type { Task } from '../task.js';
import { growTree, layJob, openWorkspace } from '../trees/tree-job.js';
import type { TreeOptions } from '../trees/tree-options.js';
import { weightedMean } from '../weighted-mean.js';
import { type Rule, withRule } from './rule.js';
import { type SplitRules, searchColumns } from './search-columns.js';

export interface FindSlicesJob {
  /** The columns that are searched. */
  readonly table: TableHandle;
  /** u32 [n] rows of the table. */
  readonly rows: SharedArrayBuffer;
  /** f64 [n] */
  readonly losses: SharedArrayBuffer;
  /** f64 [n] above 0; null: all 1. */
  readonly weights: SharedArrayBuffer | null;
  /** In a slice, at least. */
  readonly leastRows: number;
}

export const SEARCH_DEPTH = 3;

const LOSS: Task = { kind: 'regression', target: 'loss', classes: [], positive: null };

const optionsOf = (nFeatures: number, leastRows: number): TreeOptions => ({
  nTrees: 1,
  criterion: 'squared_error',
  maxFeatures: nFeatures,
  maxDepth: SEARCH_DEPTH,
  maxLeaves: Number.POSITIVE_INFINITY,
  minSamplesSplit: 2 * leastRows,
  minSamplesLeaf: leastRows,
  minImpurityDecrease: 0,
  ccpAlpha: 0,
  draws: null,
  drawsCuts: false,
  monotone: null,
  outOfBag: false,
});

/** The rules on the way to each node but the first, in the order of a walk. @param nodes as kernels/layouts/nodes.ts has them */
function pathsOf(nodes: Int32Array, rules: readonly SplitRules[]): Rule[][] {
  const paths: Rule[][] = [];
  const visit = (node: number, path: readonly Rule[]) => {
    const [feature, rule, left] = nodes.subarray(node * NODE_WORDS, (node + 1) * NODE_WORDS);
    if (feature < 0) return;
    rules[feature](rule & 255, (rule & MISSING_LEFT) !== 0).forEach((side, i) => {
      const longer = withRule(path, side);
      paths.push(longer);
      visit(left + i, longer);
    });
  };
  visit(0, []);
  return paths;
}

/** @param rows of the table, repeats allowed  @param losses [rows]  @param weights [rows] above 0 */
function slicesByTree(
  table: Table,
  rows: Uint32Array,
  losses: Float64Array,
  weights: Float64Array | null,
  leastRows: number,
  engine: Engine,
): Rule[][] {
  if (rows.length < 2 * leastRows) return [];
  const { binned, rules } = searchColumns(table, rows, leastRows, engine);
  if (rules.length === 0) return [];
  const train = { nRows: rows.length, columns: [], task: LOSS, y: losses, weights };
  const centring = { offset: weightedMean(losses, weights), nValues: 1 };
  // Nothing is drawn: every feature and every row is looked at.
  const states = [new Uint32Array(4)];
  return engine.arena.scope((scratch) => {
    const job = layJob(train, binned, optionsOf(rules.length, leastRows), centring, states, scratch);
    const { nodes } = growTree(openWorkspace(job, scratch), 0, engine.kernels);
    return pathsOf(nodes, rules);
  });
}

export const findSlices = (
  { table, rows, losses, weights, leastRows }: FindSlicesJob,
  engine: Engine,
): Rule[][] =>
  slicesByTree(
    fromHandle(table),
    new Uint32Array(rows),
    new Float64Array(losses),
    weights && new Float64Array(weights),
    leastRows,
    engine,
  );
