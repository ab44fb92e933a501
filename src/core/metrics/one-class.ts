/** `METRIC:LABEL`: a metric of the positive class, asked of any class against all others. */
import { usageError } from '../errors.js';
import { closest } from '../suggest.js';
import type { Task } from '../task.js';
import { checkScored } from './check-scored.js';
import type { Confusion, LabelMetric, Metric, RowMetric, Scored, Sums } from './metric.js';
import { perRows, perScored, weighedAnew } from './per-scored.js';

/**
 * Where a class stands in the task.
 * @throws AssayError (exit 2) naming the classes when it has no such class
 */
export function classIndex(metric: string, label: string, { classes, target }: Task): number {
  const at = classes.indexOf(label);
  if (at >= 0) return at;
  const near = closest(label, classes);
  throw usageError(
    'ASSAY_METRIC_CLASS',
    `${metric}: the target "${target}" has no class "${label}"`,
    `${near === undefined ? '' : `did you mean "${near}"? `}its classes: ${classes.join(', ')}`,
  );
}

const taskOf = (task: Task, label: string): Task => ({
  kind: 'binary',
  target: task.target,
  classes: ['others', label],
  positive: 1,
});

function probaOf(proba: Float64Array, width: number, k: number): Float64Array {
  const pairs = new Float64Array((2 * proba.length) / width);
  for (let row = 0; row < pairs.length / 2; row++) {
    const p = proba[row * width + k];
    pairs[2 * row] = 1 - p;
    pairs[2 * row + 1] = p;
  }
  return pairs;
}

/** Unweighted. */
function against(scored: Scored, label: string, k: number): Scored {
  const { task, nRows, truth, predicted, proba } = scored;
  const isIt = (index: number) => (index === k ? 1 : 0);
  return {
    task: taskOf(task, label),
    nRows,
    truth: truth.map(isIt),
    predicted: predicted.map(isIt),
    proba: proba && probaOf(proba, task.classes.length, k),
  };
}

/** Remembered for each class, so that ten metrics of one class look at the same rows once. */
const plainViews = perRows(() => new Map<number, Scored>());
const weightedViews = perScored(() => new Map<number, Scored>());

function remembered(known: Map<number, Scored>, k: number, make: () => Scored): Scored {
  const view = known.get(k) ?? make();
  known.set(k, view);
  return view;
}

function viewOf(scored: Scored, metric: string, label: string): Scored {
  const k = classIndex(metric, label, scored.task);
  const plain = remembered(plainViews(scored), k, () => against(scored, label, k));
  const { weights } = scored;
  return weights ? remembered(weightedViews(scored), k, () => weighedAnew(plain, weights)) : plain;
}

function collapse(confusion: Confusion, k: number): number[][] {
  const folded = [
    [0, 0],
    [0, 0],
  ];
  confusion.forEach((row, truth) => {
    row.forEach((count, predicted) => {
      folded[truth === k ? 1 : 0][predicted === k ? 1 : 0] += count;
    });
  });
  return folded;
}

const sumsOf = ({ terms, combine }: Sums, id: string, label: string): Sums => ({
  terms: (scored) => terms(viewOf(scored, id, label)),
  combine,
});

/** The metric of one class against all others; its `score` throws AssayError (exit 2) where the task lacks the class. */
export function ofClass(metric: Metric, label: string): Metric {
  const id = `${metric.id}:${label}`;
  const shared: Pick<Metric, 'id' | 'aliases' | 'summary' | 'tasks' | 'label' | 'score' | 'sums'> = {
    id,
    aliases: [],
    summary: `${metric.id} of ${label} against all others`,
    tasks: ['binary', 'multiclass'],
    label,
    score: (scored) => {
      checkScored(scored, metric.needs);
      return metric.score(viewOf(scored, id, label));
    },
    sums: metric.sums && sumsOf(metric.sums, id, label),
  };
  if (metric.needs !== 'label') return { ...metric, ...shared } satisfies RowMetric;
  return {
    ...metric,
    ...shared,
    scoreCounts: (confusion, task) =>
      metric.scoreCounts(collapse(confusion, classIndex(id, label, task)), taskOf(task, label)),
  } satisfies LabelMetric;
}
