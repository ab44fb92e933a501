/**
 * Can a forest tell new rows from real ones? (Classifier two-sample test: Lopez-Paz & Oquab 2017, "Revisiting classifier
 * two-sample tests", ICLR.) As many of each class on both sides, so that classes give nothing away; a new row stands in
 * the fold of the row that it was grown from.
 */
import { metrics } from '../metrics/list.js';
import type { Metric } from '../metrics/metric.js';
import { models } from '../models/list.js';
import { resolveParams } from '../params.js';
import type { PipelineSpec } from '../pipeline.js';
import { stream } from '../rng.js';
import { splitters } from '../splitters/list.js';
import type { Fold } from '../splitters/splitter.js';
import { gatherUints, joinUints, sharedFloats, sharedInts } from '../table.js';
import type { Problem, Task } from '../task.js';
import { type LookedAt, sideRows } from './looked-at.js';

const FOLDS = 5;
const MODEL = 'forest';

export const DISCRIMINATOR_METRIC: Metric = metrics.get('roc_auc');

const TASK: Task = { kind: 'binary', target: 'origin', classes: ['real', 'synthetic'], positive: 1 };

/** Positions of as many real as new rows of each class, the real ones first; `nEach` a side. */
function balanced(looked: LookedAt, seed: number): { rows: Uint32Array; nEach: number } {
  const labels = [...new Set(looked.y)].sort((a, b) => a - b);
  const some = (side: 'real' | 'new', label: number, n: number) =>
    stream(seed, `quality/discriminator ${side}`, label)
      .shuffle(sideRows(looked, side, label))
      .subarray(0, n)
      .sort();
  const sizes = labels.map((label) =>
    Math.min(sideRows(looked, 'real', label).length, sideRows(looked, 'new', label).length),
  );
  const sides = (['real', 'new'] as const).map((side) =>
    joinUints(labels.map((label, i) => some(side, label, sizes[i]))),
  );
  return { rows: joinUints(sides), nEach: sides[0].length };
}

/** Rows of the data numbered by first appearance. */
function groupsOf(bases: Uint32Array): Int32Array {
  const numbers = new Map<number, number>();
  const groups = sharedInts(bases.length);
  bases.forEach((base, at) => {
    const number = numbers.get(base) ?? numbers.size;
    numbers.set(base, number);
    groups[at] = number;
  });
  return groups;
}

export interface Discriminator {
  readonly problem: Problem;
  readonly folds: readonly Fold[];
  readonly spec: PipelineSpec;
  /** Rows a side. */
  readonly nEach: number;
}

/** What is to be fitted. @returns null with too few rows for the folds */
export function discriminatorOf(looked: LookedAt, seed: number): Discriminator | null {
  const { rows, nEach } = balanced(looked, seed);
  const groups = groupsOf(gatherUints(looked.base, rows));
  if (groups.reduce((most, group) => Math.max(most, group + 1), 0) < 2 * FOLDS) return null;
  const y = sharedFloats(rows.length).fill(1, nEach);
  const given = { leftOut: [], time: null, weights: null };
  const problem = { task: TASK, table: looked.table.take(rows), y, rowIds: rows, groups, ...given };
  const splitter = splitters.get('group');
  const model = models.get(MODEL);
  return {
    problem,
    folds: splitter.split(problem, { folds: FOLDS }, stream(seed, 'quality/folds'), 0),
    spec: {
      sampler: { id: 'none', params: {} },
      model: { id: model.id, params: resolveParams(model.id, model.params, {}) },
      classWeight: null,
      threshold: 0.5,
      seed,
    },
    nEach,
  };
}
