/** Which metrics go with a task: by name, by default, and the one that ranks. */
import { type AssayError, usageError } from '../errors.js';
import type { Task, TaskKind } from '../task.js';
import { metrics } from './list.js';
import type { Metric } from './metric.js';
import { classIndex } from './one-class.js';

const RANKING: Readonly<Record<TaskKind, string>> = {
  binary: 'f1',
  multiclass: 'f1_macro',
  regression: 'rmse',
};

const SHOWN: Readonly<Record<TaskKind, readonly string[]>> = {
  binary: [
    'f1',
    'precision',
    'recall',
    'roc_auc',
    'average_precision',
    'balanced_accuracy',
    'accuracy',
    'matthews_corrcoef',
    'log_loss',
    'brier',
    'ece',
  ],
  multiclass: [
    'f1_macro',
    'f1_weighted',
    'precision_macro',
    'recall_macro',
    'roc_auc_ovr',
    'balanced_accuracy',
    'accuracy',
    'matthews_corrcoef',
    'log_loss',
    'brier',
    'ece',
  ],
  regression: ['rmse', 'mae', 'r2', 'median_ae', 'max_error', 'explained_variance'],
};

/** The metric that ranks when nobody says: f1, f1_macro, rmse. */
export const defaultMetric = (kind: TaskKind): string => RANKING[kind];

/** What a results table shows, the ranking one first; without probabilities those of labels alone. */
export const defaultMetrics = (task: Task, hasProbability: boolean): Metric[] =>
  SHOWN[task.kind]
    .map((id) => metrics.get(id))
    .filter((metric) => hasProbability || metric.needs !== 'probability');

/** All metrics of a kind of task. */
const metricsOf = (kind: TaskKind): Metric[] => metrics.all().filter((metric) => metric.tasks.includes(kind));

const OTHER_FORMS: readonly string[] = ['macro', 'micro', 'weighted', 'ovr', 'ovo'];

function wrongTask(metric: Metric, task: Task): AssayError {
  const [name, parameter] = metric.id.split('@');
  const forms = OTHER_FORMS.map((form) => [`${name}_${form}`, parameter].filter(Boolean).join('@')).filter(
    (id) => metrics.has(id),
  );
  if (task.kind === 'multiclass' && (forms.length > 0 || metric.ofOneClass)) {
    return usageError(
      'ASSAY_METRIC_BINARY',
      `${metric.id} is of two classes, the target "${task.target}" has ${task.classes.length}`,
      `use ${[...forms, ...(metric.ofOneClass ? [`${metric.id}:CLASS for one class`] : [])].join(', ')}`,
    );
  }
  const known = metricsOf(task.kind).map(({ id }) => id);
  return usageError(
    'ASSAY_METRIC_TASK',
    `${metric.id} is not a metric of a ${task.kind} task (target "${task.target}")`,
    `known for it: ${known.join(', ')}`,
  );
}

/**
 * The metric of that name (or alias) for a task.
 * @throws AssayError (exit 2): unknown, with the nearest name; of another task, naming the forms that fit; of a class that
 * the target does not have, naming its classes
 */
export function metricFor(task: Task, id: string): Metric {
  const metric = metrics.get(id);
  if (!metric.tasks.includes(task.kind)) throw wrongTask(metric, task);
  if (metric.label !== undefined) classIndex(metric.id, metric.label, task);
  return metric;
}
